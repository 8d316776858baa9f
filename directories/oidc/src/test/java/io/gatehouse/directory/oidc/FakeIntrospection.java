package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.TokenState;
import io.gatehouse.directory.web.WebRequest.Header;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Says of each token what the test lets it say, and remembers about which it was asked. */
final class FakeIntrospection implements Introspection {
    final List<String> asked = new ArrayList<>();
    Mono<TokenState> says = Mono.just(TokenState.Inactive.INACTIVE);
    Mono<Void> probe = Mono.empty();
    boolean closed;

    static IntrospectionSettings settings(IntrospectedTokens tokens) {
        return new IntrospectionSettings(tokens, null, Header.basic("gatehouse", "canary"), 4);
    }

    @Override
    public Mono<TokenState> ask(String token, long deadline) {
        return Mono.defer(() -> {
            asked.add(token);
            return says;
        });
    }

    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> probe);
    }

    @Override
    public void close() {
        closed = true;
    }
}
