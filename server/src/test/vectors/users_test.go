package vectors

import (
	"time"

	"github.com/nats-io/jwt/v2"
)

// users are user JWTs as Gatehouse issues them, and those of the sentinel and the service.
func users() []scene {
	return []scene{
		{"user-minimal", "account", minimalUser},
		{"user-full", "accountSigner", fullUser},
		{"user-scoped", "scopedSigner", scopedUser},
		{"user-config-mode", "auth", configModeUser},
		{"user-sentinel", "auth", sentinel},
	}
}

func minimalUser(c *cast) jwt.Claims {
	u := jwt.NewUserClaims(c.key("user"))
	u.Name = "alice"
	return u
}

func fullUser(c *cast) jwt.Claims {
	u := jwt.NewUserClaims(c.key("user"))
	u.Name = "bøb \"the\" <builder> & \\ co\n\u2028\U0001F511"
	u.IssuerAccount = c.key("account")
	u.Expires = now + 3600
	u.NotBefore = now - 60
	u.Pub.Allow.Add("bob.>", "$JS.API.>")
	u.Pub.Deny.Add("bob.secret")
	u.Sub.Allow.Add("bob.>", "work.* workers", "_INBOX.>")
	u.Sub.Deny.Add("bob.hidden.*")
	u.Resp = &jwt.ResponsePermission{MaxMsgs: 5, Expires: 90 * time.Second}
	u.Limits.Subs = 10
	u.Limits.Data = 1 << 20
	u.Limits.Payload = 1024
	u.Src.Add("192.0.2.0/24", "2001:db8::/32")
	u.Times = []jwt.TimeRange{{Start: "08:00:00", End: "17:30:00"}, {Start: "22:00:00", End: "02:00:00"}}
	u.Locale = "Europe/Berlin"
	u.BearerToken = true
	u.ProxyRequired = true
	u.AllowedConnectionTypes.Add(jwt.ConnectionTypeStandard, jwt.ConnectionTypeWebsocket, jwt.ConnectionTypeMqtt)
	u.Tags.Add("team:red", "region:eu")
	return u
}

func scopedUser(c *cast) jwt.Claims {
	u := jwt.NewUserClaims(c.key("user"))
	u.Name = "carol"
	u.IssuerAccount = c.key("account")
	u.SetScoped(true)
	u.Tags.Add("team:red")
	u.Expires = now + 3600
	return u
}

func configModeUser(c *cast) jwt.Claims {
	u := jwt.NewUserClaims(c.key("user"))
	u.Name = "alice"
	u.Audience = "APP1"
	u.Pub.Allow.Add("orders.>")
	u.Resp = &jwt.ResponsePermission{MaxMsgs: 1}
	return u
}

func sentinel(c *cast) jwt.Claims {
	u := jwt.NewUserClaims(c.key("client"))
	u.Name = "sentinel"
	u.BearerToken = true
	u.Pub.Deny.Add(">")
	u.Sub.Deny.Add(">")
	return u
}
