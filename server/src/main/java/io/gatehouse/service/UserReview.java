package io.gatehouse.service;

import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says which users of a directory cannot be let in, by the names that everybody else knows and the policy in force. */
final class UserReview implements DirectoryContext.Review {
    private final AnswerSizes sizes;
    private volatile Terms terms;

    UserReview(Policy policy, DirectoryNames names, AnswerSizes sizes) {
        this.terms = new Terms(policy, names);
        this.sizes = sizes;
    }

    /** Another policy is in force, or the directory is beside others. */
    void by(Policy policy, DirectoryNames names) {
        terms = new Terms(policy, names);
    }

    @Override
    public List<String> of(String source, Supplier<Stream<Identity>> users) {
        Terms now = terms;
        Supplier<Stream<Identity>> named = () -> users.get().map(now.names::named);
        List<String> texts = new ArrayList<>(now.names.warnings(source, users.get()));
        texts.addAll(NoAnswer.misplaced(source, named.get(), now.policy));
        texts.addAll(NoAnswer.tooLarge(source, named.get(), now.policy, sizes));
        return texts;
    }

    /** What it is said by. */
    private record Terms(Policy policy, DirectoryNames names) {}
}
