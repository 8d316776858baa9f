package vectors

import (
	"github.com/nats-io/jwt/v2"
)

// requests are what a nats-server asks, in the forms that clients of each kind lead to.
func requests(chain []string) []scene {
	return []scene{
		{"request-minimal", "server", minimalRequest},
		{"request-password", "server", passwordRequest},
		{"request-token", "server", tokenRequest},
		{"request-full", "server", func(c *cast) jwt.Claims { return fullRequest(c, chain) }},
		{"request-unverified-tls", "server", func(c *cast) jwt.Claims { return unverifiedRequest(c, chain) }},
		{"request-nkey", "server", nkeyRequest},
		{"request-leafnode", "server", leafnodeRequest},
		{"request-websocket", "server", websocketRequest},
		{"request-mqtt", "server", mqttRequest},
	}
}

// minimalRequest says no more than a server must.
func minimalRequest(c *cast) jwt.Claims {
	r := jwt.NewAuthorizationRequestClaims(c.key("auth"))
	r.Audience = "nats-authorization-request"
	r.Expires = now + 2
	r.UserNkey = c.key("user")
	r.Server = jwt.ServerID{Name: "s1", Host: "0.0.0.0", ID: c.key("server")}
	return r
}

func request(c *cast, kind, transport string) *jwt.AuthorizationRequestClaims {
	r := minimalRequest(c).(*jwt.AuthorizationRequestClaims)
	r.Server.Version = "2.15.1"
	r.ClientInformation = jwt.ClientInformation{Host: "127.0.0.1", ID: 7, Kind: kind, Type: transport,
		Nonce: "Lx2tRk1mQ7g8cVw"}
	r.ConnectOptions = jwt.ConnectOptions{Name: "example", Lang: "go", Version: "1.50.0", Protocol: 1}
	return r
}

func passwordRequest(c *cast) jwt.Claims {
	r := request(c, "Client", "nats")
	r.ClientInformation.User = "alice"
	r.ConnectOptions.Username = "alice"
	r.ConnectOptions.Password = "p\"ässwörd\\ with\ttrouble \u2028 <&> \U0001F511"
	return r
}

func tokenRequest(c *cast) jwt.Claims {
	r := request(c, "Client", "nats")
	r.Server.XKey = c.key("serverXkey")
	r.ConnectOptions.Token = "s3cr3t-token"
	return r
}

// fullRequest has a value in every field.
func fullRequest(c *cast, chain []string) jwt.Claims {
	r := request(c, "Client", "nats")
	r.Name = "request"
	r.NotBefore = now - 1
	r.Server.Cluster = "east"
	r.Server.Tags.Add("az:1", "ssd")
	r.Server.XKey = c.key("serverXkey")
	r.ClientInformation.User = "alice"
	r.ClientInformation.Name = "alice's laptop"
	r.ClientInformation.ID = 1<<53 + 1
	r.ClientInformation.Tags.Add("team:red")
	r.ClientInformation.NameTag = "alice"
	r.ClientInformation.MQTT = "device-1"
	r.ConnectOptions.JWT = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.e30.AAAA"
	r.ConnectOptions.Nkey = c.key("client")
	r.ConnectOptions.SignedNonce = "c2lnbmVkIG5vbmNl"
	r.ConnectOptions.Token = "s3cr3t-token"
	r.ConnectOptions.Username = "alice"
	r.ConnectOptions.Password = "wonderland"
	r.TLS = &jwt.ClientTLS{Version: "1.3", Cipher: "TLS_AES_128_GCM_SHA256",
		VerifiedChains: []jwt.StringList{chain, chain[:2]}}
	r.RequestNonce = "8nQxVb0Zr5"
	r.Tags.Add("request:tag")
	return r
}

func unverifiedRequest(c *cast, chain []string) jwt.Claims {
	r := request(c, "Client", "nats")
	r.TLS = &jwt.ClientTLS{Version: "1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Certs: chain[:1]}
	return r
}

func nkeyRequest(c *cast) jwt.Claims {
	r := request(c, "Client", "nats")
	r.ConnectOptions.Nkey = c.key("client")
	signature, err := c.pair("client").Sign([]byte(r.ClientInformation.Nonce))
	if err != nil {
		c.t.Fatal(err)
	}
	r.ConnectOptions.SignedNonce = base64url(signature)
	return r
}

func leafnodeRequest(c *cast) jwt.Claims {
	r := request(c, "Leafnode", "nats")
	r.ClientInformation.User = "leaf"
	r.ConnectOptions.Username = "leaf"
	r.ConnectOptions.Password = "branch"
	return r
}

func websocketRequest(c *cast) jwt.Claims {
	r := request(c, "Client", "websocket")
	r.ConnectOptions.Lang = "nats.ws"
	r.ConnectOptions.Username = "alice"
	r.ConnectOptions.Password = "wonderland"
	return r
}

func mqttRequest(c *cast) jwt.Claims {
	r := request(c, "Client", "mqtt")
	r.ClientInformation.MQTT = "device-1"
	r.ClientInformation.User = "device"
	r.ConnectOptions = jwt.ConnectOptions{Username: "device", Password: "sensor"}
	return r
}
