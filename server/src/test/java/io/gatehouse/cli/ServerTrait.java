package io.gatehouse.cli;

import static io.gatehouse.cli.ServerRig.limits;
import static io.gatehouse.cli.ServerRig.user;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** What differs between nats-servers: a row of docs/reference/servers.md, and how to see whether it holds on one. */
enum ServerTrait {
    CONNECTION_TYPES("enforces `allowed_connection_types`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return !rig.letsIn(user(ServerRig.types("WEBSOCKET")));
        }
    },
    SOURCES("enforces `src`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return !rig.letsIn(user(limits(new Limits(-1, -1, -1, List.of("10.0.0.0/8"), List.of(), null))));
        }
    },
    SUBSCRIPTIONS("enforces `subs`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            UserClaims one = user(limits(new Limits(1, -1, -1, List.of(), List.of(), null)));
            return rig.complains(one, "SUB first 1\r\nSUB second 2");
        }
    },
    PAYLOAD("enforces `payload`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            UserClaims small = user(limits(new Limits(-1, -1, 5, List.of(), List.of(), null)));
            return rig.complains(small, "PUB greeting 6\r\nsix ch");
        }
    },
    DENIED_OVERLAPS("keeps what is denied from every wildcard that overlaps it") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            Permissions permissions =
                    new Permissions(SubjectRules.NONE, new SubjectRules(List.of(">"), List.of("_INBOX.>")), null);
            UserClaims denied = user(new UserClaims.Body(permissions, Limits.NONE, false, false, List.of()));
            return !rig.complains(denied, "SUB *.*.x 1\r\nPUB _INBOX.a.x 2\r\nhi");
        }
    },
    DATA("enforces `data`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            UserClaims small = user(limits(new Limits(-1, 5, -1, List.of(), List.of(), null)));
            return rig.complains(small, "PUB greeting 6\r\nsix ch\r\nPUB greeting 6\r\nsix ch");
        }
    },
    HOURS_PAST_MIDNIGHT("lets in during `times` that began before midnight") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            Limits.TimeRange night = new Limits.TimeRange("22:00:00", "06:00:00");
            return rig.letsIn(
                    user(limits(new Limits(-1, -1, -1, List.of(), List.of(night), whereItIsThreeInTheMorning()))));
        }
    },
    ANSWERS_SIGNER("refuses an unsealed answer that another key than the issuer signed") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return !rig.letsIn("forged", user(UserClaims.Body.UNRESTRICTED));
        }
    },
    REQUESTS_HIDDEN("denies users placed in the callout's account its requests") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            UserClaims placed = new UserClaims("placed", "AUTH", null, UserClaims.Body.UNRESTRICTED, List.of());
            return rig.complains(placed, "SUB $SYS.REQ.USER.AUTH 1");
        }
    },
    CONNZ_NAME("tells the user JWT's `name` in CONNZ") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.connections(user(UserClaims.Body.UNRESTRICTED)).contains("\"authorized_user\":\"named here\"");
        }
    },
    CONNZ_TAGS("tells the user JWT's `tags` in CONNZ") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            UserClaims tagged =
                    new UserClaims("tagged", "APP1", null, UserClaims.Body.UNRESTRICTED, List.of("team:blue"));
            return rig.connections(tagged).contains("team:blue");
        }
    },
    RELOAD_CONFIG("keeps the sessions of a callout's users over a reload, config mode") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.survivesReload(Stage.config());
        }
    },
    RELOAD_OPERATOR("keeps them over a reload, operator mode") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.survivesReload(Stage.operator());
        }
    },
    RELOAD_DEFAULT_SENTINEL("keeps those without credentials of their own, by `default_sentinel`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.knowsDefaultSentinel()
                    && rig.survivesReload(Stage.operator().defaultSentinel());
        }
    },
    SILENCE("says `Authorization Violation` when nobody answers, operator mode") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.saidInSilence().contains("Authorization Violation");
        }
    },
    REFUSAL("logs a refusal under no false name, operator mode") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.loggedAtRefusal().stream()
                    .noneMatch(line -> line.contains("maximum account active connections exceeded"));
        }
    },
    DEFAULT_SENTINEL("knows `default_sentinel`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.knowsDefaultSentinel();
        }
    },
    COOKIES("knows `user_cookie`, `pass_cookie` and `token_cookie` of websockets") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.reads("""
                    websocket { listen: "127.0.0.1:0", no_tls: true, user_cookie: u, pass_cookie: p, token_cookie: t }
                    """);
        }
    },
    ALLOWED_ACCOUNTS("knows `allowed_accounts` in config mode") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.reads(ServerRig.callout("allowed_accounts: [ APP ]"));
        }
    },
    PROXY_PROTOCOL("knows `proxy_protocol`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.reads("proxy_protocol: true");
        }
    },
    OPTIONAL_CERTIFICATES("knows `tls { verify: optional }`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return rig.readsWithTls("verify: optional");
        }
    },
    FIPS("refuses `auth_callout` in config mode under `GODEBUG=fips140=on`") {
        @Override
        boolean holds(ServerRig rig) throws Exception {
            return !rig.readsInFipsMode(ServerRig.callout(""));
        }
    };

    private final String row;

    ServerTrait(String row) {
        this.row = row;
    }

    /** The first cell of its row. */
    String row() {
        return row;
    }

    abstract boolean holds(ServerRig rig) throws Exception;

    private static String whereItIsThreeInTheMorning() {
        int ahead = 3 - LocalTime.now(Clock.system(ZoneOffset.UTC)).getHour();
        int offset = ahead < -12 ? ahead + 24 : ahead;
        return offset == 0 ? "UTC" : "Etc/GMT" + (offset > 0 ? "-" + offset : "+" + -offset);
    }
}
