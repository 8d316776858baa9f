package io.gatehouse.service;

import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says which users of a directory cannot be let in, by the policy that the directory is in force with. */
final class UserReview implements DirectoryContext.Review {
    private final AnswerSizes sizes;
    private volatile Policy policy;

    UserReview(Policy policy, AnswerSizes sizes) {
        this.policy = policy;
        this.sizes = sizes;
    }

    /** Another policy is in force. */
    void by(Policy other) {
        policy = other;
    }

    @Override
    public List<String> of(String source, Supplier<Stream<Identity>> users) {
        Policy now = policy;
        List<String> texts = new ArrayList<>(NoAnswer.misplaced(source, users.get(), now));
        texts.addAll(NoAnswer.tooLarge(source, users.get(), now, sizes));
        return texts;
    }
}
