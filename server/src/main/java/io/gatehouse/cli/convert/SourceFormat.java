package io.gatehouse.cli.convert;

import io.gatehouse.cli.convert.from.EmqxReader;
import io.gatehouse.cli.convert.from.HtpasswdReader;
import io.gatehouse.cli.convert.from.IamBrokerReader;
import io.gatehouse.cli.convert.from.MosquittoReader;
import io.gatehouse.cli.convert.from.NatsServerReader;
import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.SourceReader;
import io.gatehouse.cli.convert.parts.SourceText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The formats that can be imported, each with what a file of it is known by. */
enum SourceFormat {
    NATS_SERVER("(?im)^\\s*(authorization|accounts)\\s*[:={]"),
    HTPASSWD("#.*|\\s*|[^:\\s]{1,255}:[^\\s\"',]{8,}"),
    NATS_IAM_BROKER("(?m)^(rbac|idp):\\s*(#.*)?$"),
    MOSQUITTO_GO_AUTH("(?m)^\\s*(auth|plugin)_opt_backends\\s"),
    EMQX("(?s)\\bauthentication\\b.*\\bmechanism\\b");

    /** What is looked at of a file. */
    private static final int BEGINNING = 256 * 1024;

    private final Pattern mark;

    SourceFormat(String mark) {
        this.mark = Pattern.compile(mark);
    }

    SourceReader reader() {
        return switch (this) {
            case NATS_SERVER -> new NatsServerReader();
            case HTPASSWD -> new HtpasswdReader();
            case NATS_IAM_BROKER -> new IamBrokerReader();
            case MOSQUITTO_GO_AUTH -> new MosquittoReader();
            case EMQX -> new EmqxReader();
        };
    }

    /** The format that a file can only be in. */
    static SourceFormat of(Path file) {
        String text = SourceText.of(file, SourceText.USERS);
        String beginning = text.substring(0, Math.min(BEGINNING, text.length()));
        List<SourceFormat> fitting =
                Arrays.stream(values()).filter(format -> format.fits(beginning)).toList();
        if (fitting.size() != 1) {
            throw new ImportFailure(file + ": the format cannot be told by the file; name it with --from");
        }
        return fitting.get(0);
    }

    /** An htpasswd file has no other lines; EMQX has an {@code authorization} too. */
    private boolean fits(String text) {
        return switch (this) {
            case HTPASSWD ->
                !text.isBlank()
                        && text.lines()
                                .limit(1000)
                                .allMatch(line -> mark.matcher(line).matches());
            case NATS_SERVER -> mark.matcher(text).find() && !EMQX.fits(text);
            default -> mark.matcher(text).find();
        };
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
