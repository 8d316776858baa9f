package vectors

import (
	"encoding/base64"

	"github.com/nats-io/jwt/v2"
)

func base64url(bytes []byte) string { return base64.RawURLEncoding.EncodeToString(bytes) }

// responses are answers to a request, signed by the AUTH account or by its signing key.
func responses() []scene {
	return []scene{
		{"response-granted", "auth", granted},
		{"response-granted-by-signing-key", "authSigner", grantedBySigner},
		{"response-denied", "auth", denied},
		{"response-denied-by-signing-key", "authSigner", deniedBySigner},
	}
}

func response(c *cast) *jwt.AuthorizationResponseClaims {
	r := jwt.NewAuthorizationResponseClaims(c.key("user"))
	r.Audience = c.key("server")
	return r
}

func userJwt(c *cast) string {
	u := fullUser(c)
	token, err := u.Encode(c.pair("accountSigner"))
	if err != nil {
		c.t.Fatal(err)
	}
	return token
}

func granted(c *cast) jwt.Claims {
	r := response(c)
	r.Jwt = userJwt(c)
	return r
}

func grantedBySigner(c *cast) jwt.Claims {
	r := granted(c).(*jwt.AuthorizationResponseClaims)
	r.IssuerAccount = c.key("auth")
	return r
}

func denied(c *cast) jwt.Claims {
	r := response(c)
	r.Error = "authentication failed"
	return r
}

func deniedBySigner(c *cast) jwt.Claims {
	r := denied(c).(*jwt.AuthorizationResponseClaims)
	r.IssuerAccount = c.key("auth")
	return r
}
