package io.gatehouse.cli.keys;

import io.gatehouse.crypto.Nkey;
import java.io.PrintWriter;
import java.util.List;

/** The commands of {@code nsc} that change an account as a command of ours would have. */
record NscCommands(String account) {
    static NscCommands of(KeyPlace place) {
        return new NscCommands(place.accountName());
    }

    /** @param place whose keys it is to be one of: a plain key in place of a scoped one would give its users the whole account */
    List<String> add(Nkey key, KeyPlace place) {
        if (!place.scoped()) {
            return List.of("nsc edit account --name " + account + " --sk " + key);
        }
        boolean named = !place.role().isEmpty();
        return List.of(
                "# with the permissions" + (named ? "" : " and the ROLE") + " of " + place.signer()
                        + ", the key that signs now (nsc describe account " + account + ")",
                "nsc edit signing-key --account " + account + " --role " + (named ? place.role() : "ROLE") + " --sk "
                        + key);
    }

    List<String> remove(Nkey key) {
        return List.of("nsc edit account --name " + account + " --rm-sk " + key);
    }

    List<String> seal(Nkey xkey) {
        return List.of("nsc edit authcallout --account " + account + " --curve " + xkey);
    }

    /** Prints them, with the one that gives the account to the servers. */
    void print(List<String> commands, PrintWriter out) {
        out.println("nothing was changed on the servers; these commands do it:");
        commands.forEach(command -> out.println("  " + command));
        out.println("  nsc push --account " + account);
    }
}
