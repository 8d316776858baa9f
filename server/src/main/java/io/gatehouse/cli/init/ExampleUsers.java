package io.gatehouse.cli.init;

import io.gatehouse.passwords.PasswordHashing;

/** The users.json of a new deployment: alice in the first account, bob in the last and held to {@code bob.>}. */
final class ExampleUsers {
    /** About 100 ms of one core for each check. */
    private static final int BCRYPT_COST = 10;

    private ExampleUsers() {}

    static String json(DeploymentOptions options) {
        String first = options.accounts().get(0);
        String last = options.accounts().get(options.accounts().size() - 1);
        return """
                {
                  "alice": {
                    "pass": "%s",
                    "account": "%s"
                  },
                  "bob": {
                    "pass": "%s",
                    "account": "%s",
                    "permissions": {
                      "pub": {
                        "allow": ["bob.>"]
                      },
                      "sub": {
                        "allow": ["bob.>"]
                      },
                      "resp": {
                        "max": 1
                      }
                    }
                  }
                }
                """.formatted(
                PasswordHashing.bcrypt("alice", BCRYPT_COST), first, PasswordHashing.bcrypt("bob", BCRYPT_COST), last);
    }
}
