// go-callout is a minimal auth callout service on github.com/synadia-io/callout.go, as somebody would write it who
// follows that library's examples. Gatehouse is measured against it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
	"github.com/synadia-io/callout.go"
)

type settings struct {
	url, user, password, users, issuerSeed, xkeySeed string
	workers                                          int
}

func parse() settings {
	var s settings
	flag.StringVar(&s.url, "nats.url", nats.DefaultURL, "server `URL`")
	flag.StringVar(&s.user, "nats.user", "", "user of the service")
	flag.StringVar(&s.password, "nats.pass", "", "its password")
	flag.StringVar(&s.users, "users", "users.json", "users `FILE`")
	flag.StringVar(&s.issuerSeed, "issuer.seed", "", "account seed that signs (SA...); or ISSUER_SEED in the environment")
	flag.StringVar(&s.xkeySeed, "xkey.seed", "", "curve seed that opens and seals (SX...); or XKEY_SEED in the environment")
	flag.IntVar(&s.workers, "workers", 0, "workers of callout.go; 0 for none: one request after the other")
	flag.Parse()
	if s.issuerSeed == "" {
		s.issuerSeed = os.Getenv("ISSUER_SEED")
	}
	if s.xkeySeed == "" {
		s.xkeySeed = os.Getenv("XKEY_SEED")
	}
	return s
}

func main() {
	if err := run(parse()); err != nil {
		fmt.Fprintln(os.Stderr, "go-callout:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	known, err := readDirectory(s.users)
	if err != nil {
		return err
	}
	options, err := calloutOptions(s, known)
	if err != nil {
		return err
	}
	nc, err := nats.Connect(s.url, nats.UserInfo(s.user, s.password), nats.Name("go-callout"), nats.MaxReconnects(-1))
	if err != nil {
		return err
	}
	defer nc.Close()
	service, err := callout.NewAuthorizationService(nc, options...)
	if err != nil {
		return err
	}
	if err := nc.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "Ready")
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	<-stop
	return service.Stop()
}

func calloutOptions(s settings, known directory) ([]callout.Option, error) {
	issuer, err := nkeys.FromSeed([]byte(s.issuerSeed))
	if err != nil {
		return nil, fmt.Errorf("-issuer.seed: %w", err)
	}
	options := []callout.Option{
		callout.Name("go-callout"),
		callout.Authorizer(authorizer(known, issuer)),
		callout.ResponseSignerKey(issuer),
		callout.AsyncWorkers(s.workers),
		callout.Logger(silent{}),
	}
	if s.xkeySeed == "" {
		return options, nil
	}
	xkey, err := nkeys.FromCurveSeed([]byte(s.xkeySeed))
	if err != nil {
		return nil, fmt.Errorf("-xkey.seed: %w", err)
	}
	return append(options, callout.EncryptionKey(xkey)), nil
}

var errRejected = errors.New("unknown user or wrong password")

func authorizer(known directory, issuer nkeys.KeyPair) callout.AuthorizerFn {
	return func(req *jwt.AuthorizationRequest) (string, error) {
		user, ok := known[req.ConnectOptions.Username]
		if !ok || !user.accepts(req.ConnectOptions.Password) {
			return "", errRejected
		}
		claims := jwt.NewUserClaims(req.UserNkey)
		claims.Name = req.ConnectOptions.Username
		claims.Audience = user.Account
		claims.Permissions = user.Permissions
		return claims.Encode(issuer)
	}
}

// silent keeps the library from writing several lines for each request, as it would by default.
type silent struct{}

func (silent) Noticef(string, ...any) {}
func (silent) Warnf(string, ...any)   {}
func (silent) Errorf(string, ...any)  {}
func (silent) Debugf(string, ...any)  {}
func (silent) Tracef(string, ...any)  {}
func (silent) Fatalf(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
