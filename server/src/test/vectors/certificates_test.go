package vectors

import (
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/url"
	"testing"
	"time"
)

// authority is a certificate with its key, which can issue further ones.
type authority struct {
	certificate *x509.Certificate
	key         ed25519.PrivateKey
	pem         string
}

// issue makes a certificate that is the same on every run: Ed25519 signatures take no randomness.
func issue(t *testing.T, serial int64, subject pkix.Name, by *authority) *authority {
	t.Helper()
	key := ed25519.NewKeyFromSeed(rawSeed("certificate of " + subject.CommonName))
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(serial),
		Subject:               subject,
		NotBefore:             time.Unix(now, 0).AddDate(-1, 0, 0),
		NotAfter:              time.Unix(now, 0).AddDate(20, 0, 0),
		IsCA:                  serial < 10,
		BasicConstraintsValid: true,
	}
	if !template.IsCA {
		template.DNSNames = []string{subject.CommonName + ".example.com"}
		template.EmailAddresses = []string{subject.CommonName + "@example.com"}
		template.URIs = []*url.URL{{Scheme: "spiffe", Host: "example.com", Path: "/" + subject.CommonName}}
	}
	parent, signer := template, key
	if by != nil {
		parent, signer = by.certificate, by.key
	}
	der, err := x509.CreateCertificate(nil, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return &authority{certificate, key, text}
}

// chain is a client's certificate and those above it, as PEM, the client's first.
func chain(t *testing.T) []string {
	root := issue(t, 1, pkix.Name{CommonName: "Example Root", Organization: []string{"Example"}}, nil)
	middle := issue(t, 2, pkix.Name{CommonName: "Example Clients", Organization: []string{"Example"}}, root)
	leaf := issue(t, 10, pkix.Name{CommonName: "alice", Organization: []string{"Example"},
		OrganizationalUnit: []string{"Trading"}, Country: []string{"DE"}}, middle)
	return []string{leaf.pem, middle.pem, root.pem}
}
