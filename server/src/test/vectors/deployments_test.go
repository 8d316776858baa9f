package vectors

import (
	"time"

	"github.com/nats-io/jwt/v2"
)

// deployments are the JWTs of an operator and its accounts.
func deployments() []scene {
	return []scene{
		{"operator", "operator", operator},
		{"account-system", "operatorSigner", systemAccount},
		{"account-auth", "operatorSigner", authAccount},
		{"account-auth-any", "operator", authAnyAccount},
		{"account-application", "operatorSigner", applicationAccount},
	}
}

func operator(c *cast) jwt.Claims {
	o := jwt.NewOperatorClaims(c.key("operator"))
	o.Name = "example"
	o.SigningKeys.Add(c.key("operatorSigner"))
	o.SystemAccount = c.key("system")
	o.StrictSigningKeyUsage = true
	o.AccountServerURL = "nats://127.0.0.1:4222"
	o.OperatorServiceURLs.Add("nats://127.0.0.1:4222", "tls://nats.example.com:4222")
	o.AssertServerVersion = "2.10.0"
	o.Tags.Add("example")
	return o
}

func systemAccount(c *cast) jwt.Claims {
	a := jwt.NewAccountClaims(c.key("system"))
	a.Name = "SYS"
	a.Exports = jwt.Exports{
		{Name: "account-monitoring-streams", Subject: "$SYS.ACCOUNT.*.>", Type: jwt.Stream, AccountTokenPosition: 3},
		{Name: "account-monitoring-services", Subject: "$SYS.REQ.ACCOUNT.*.*", Type: jwt.Service,
			ResponseType: jwt.ResponseTypeStream, AccountTokenPosition: 4},
	}
	return a
}

func authAccount(c *cast) jwt.Claims {
	a := jwt.NewAccountClaims(c.key("auth"))
	a.Name = "AUTH"
	a.SigningKeys.Add(c.key("authSigner"))
	a.Authorization.AuthUsers.Add(c.key("service"))
	a.Authorization.AllowedAccounts.Add(c.key("account"))
	a.Authorization.XKey = c.key("serviceXkey")
	return a
}

func authAnyAccount(c *cast) jwt.Claims {
	a := jwt.NewAccountClaims(c.key("auth"))
	a.Name = "AUTH"
	a.Authorization.AuthUsers.Add(c.key("service"))
	a.Authorization.AllowedAccounts.Add(jwt.AnyAccount)
	return a
}

func applicationAccount(c *cast) jwt.Claims {
	a := jwt.NewAccountClaims(c.key("account"))
	a.Name = "APP1"
	a.Description = "the first application"
	a.SigningKeys.Add(c.key("accountSigner"))
	scope := jwt.NewUserScope()
	scope.Key = c.key("scopedSigner")
	scope.Role = "reader"
	scope.Description = "reads only"
	scope.Template.Sub.Allow.Add("data.{{name()}}.>", "_INBOX.>")
	scope.Template.Pub.Deny.Add(">")
	scope.Template.Resp = &jwt.ResponsePermission{MaxMsgs: 1, Expires: time.Minute}
	a.SigningKeys.AddScopedSigner(scope)
	a.DefaultPermissions.Pub.Deny.Add("admin.>")
	a.Limits.Conn = 100
	a.Limits.DiskStorage = 1 << 30
	a.RevokeAt(c.key("user"), time.Unix(now, 0))
	a.Tags.Add("env:test")
	a.Expires = now + 365*24*3600
	return a
}
