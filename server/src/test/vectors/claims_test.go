package vectors

import (
	"encoding/base64"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
)

// now is when every JWT was issued: 2026-01-01T00:00:00Z.
const now = 1767225600

// jwtVector is a JWT that the Go library made, the seeds of every key it speaks of, and its claims as JSON text.
type jwtVector struct {
	Name   string            `json:"name"`
	JWT    string            `json:"jwt"`
	Seeds  map[string]string `json:"seeds"`
	Claims string            `json:"claimsJson"`
}

// cast is the keys that take part, by their role.
type cast struct {
	t    *testing.T
	used map[string]string
}

var prefixes = map[string]nkeys.PrefixByte{
	"operator": nkeys.PrefixByteOperator, "operatorSigner": nkeys.PrefixByteOperator,
	"system": nkeys.PrefixByteAccount, "auth": nkeys.PrefixByteAccount, "authSigner": nkeys.PrefixByteAccount,
	"account": nkeys.PrefixByteAccount, "accountSigner": nkeys.PrefixByteAccount, "scopedSigner": nkeys.PrefixByteAccount,
	"server": nkeys.PrefixByteServer, "service": nkeys.PrefixByteUser, "user": nkeys.PrefixByteUser,
	"client": nkeys.PrefixByteUser, "serverXkey": nkeys.PrefixByteCurve, "serviceXkey": nkeys.PrefixByteCurve,
}

func (c *cast) pair(role string) nkeys.KeyPair {
	kp := pair(c.t, prefixes[role], role)
	c.used[role] = seedOf(c.t, kp)
	return kp
}

func (c *cast) key(role string) string { return publicOf(c.t, c.pair(role)) }

// scene is one vector in the making: it fills the claims and says whose key signs them.
type scene struct {
	name   string
	signer string
	claims func(c *cast) jwt.Claims
}

func play(t *testing.T, s scene) jwtVector {
	c := &cast{t: t, used: map[string]string{}}
	token, err := s.claims(c).Encode(c.pair(s.signer))
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	decoded, err := jwt.Decode(token)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	results := jwt.CreateValidationResults()
	decoded.Validate(results)
	if results.IsBlocking(true) {
		t.Fatalf("%s: %v", s.name, results.Errors())
	}
	body, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	return jwtVector{s.name, token, c.used, string(body)}
}

func TestJwtVectors(t *testing.T) {
	certificates := chain(t)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Unix(now, 0)))
		var vectors []jwtVector
		for _, scenes := range [][]scene{deployments(), users(), requests(certificates), responses()} {
			for _, s := range scenes {
				vectors = append(vectors, play(t, s))
			}
		}
		golden(t, "jwt-vectors.json", vectors)
	})
}
