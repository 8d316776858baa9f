package io.gatehouse.policy.rule;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.source.SourceAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules ask of one login; its certificate is read when the first rule asks for it. Used by one thread. */
public final class LoginFacts {
    private final AuthorizationRequest request;
    private final CertificateReader certificates;
    private @Nullable CertificateFields certificate;
    private @Nullable SourceAddress source;

    public LoginFacts(AuthorizationRequest request, CertificateReader certificates) {
        this.request = request;
        this.certificates = certificates;
    }

    public AuthorizationRequest request() {
        return request;
    }

    /** Where the client comes from. */
    SourceAddress source() {
        SourceAddress known = source;
        if (known == null) {
            known = SourceAddress.of(request.client().host());
            source = known;
        }
        return known;
    }

    /** The values of a field of the client's certificate. */
    public List<String> certificate(String field) {
        CertificateFields known = certificate;
        if (known == null) {
            known = certificates.read(request);
            certificate = known;
        }
        return known.field(field);
    }
}
