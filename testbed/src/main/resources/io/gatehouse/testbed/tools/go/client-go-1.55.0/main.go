// A client program on nats.go; docs/reference/clients.md is measured with it. Its options and its lines are described
// in ClientProgram.java.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

var lines sync.Mutex

func say(number int, event string, err error) {
	lines.Lock()
	defer lines.Unlock()
	if err != nil {
		fmt.Printf("%d %s %v\n", number, event, err)
	} else {
		fmt.Printf("%d %s\n", number, event)
	}
}

func main() {
	url := flag.String("url", "", "the server")
	user := flag.String("user", "", "user name")
	password := flag.String("password", "", "password")
	token := flag.String("token", "", "token")
	nkey := flag.String("nkey", "", "file with a user seed")
	creds := flag.String("creds", "", "credentials file of the sentinel")
	count := flag.Int("count", 1, "how many connections")
	timeout := flag.Int("connect-timeout", 0, "milliseconds; 0 for the library's default")
	wait := flag.Int("reconnect-wait", 0, "milliseconds; 0 for the library's default")
	attempts := flag.Int("max-reconnects", 0, "-1 for no bound; 0 for the library's default")
	ignore := flag.Bool("ignore-auth-errors", false, "go on after two equal authorization errors")
	version := flag.Bool("version", false, "print the library's version")
	flag.Parse()
	if *version {
		fmt.Println("nats.go", nats.Version)
		return
	}

	var ended sync.WaitGroup
	connections := make([]*nats.Conn, *count)
	for i := range connections {
		number := i + 1
		ended.Add(1)
		closed := sync.OnceFunc(func() {
			say(number, "closed", nil)
			ended.Done()
		})
		options := []nats.Option{
			nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { say(number, "disconnected", err) }),
			nats.ReconnectHandler(func(*nats.Conn) { say(number, "reconnected", nil) }),
			nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { say(number, "error", err) }),
			nats.ClosedHandler(func(*nats.Conn) { closed() }),
		}
		if *user != "" {
			options = append(options, nats.UserInfo(*user, *password))
		}
		if *token != "" {
			options = append(options, nats.Token(*token))
		}
		if *nkey != "" {
			option, err := nats.NkeyOptionFromSeed(*nkey)
			if err != nil {
				say(number, "refused", err)
				ended.Done()
				continue
			}
			options = append(options, option)
		}
		if *creds != "" {
			options = append(options, nats.UserCredentials(*creds))
		}
		if *timeout > 0 {
			options = append(options, nats.Timeout(time.Duration(*timeout)*time.Millisecond))
		}
		if *wait > 0 {
			options = append(options, nats.ReconnectWait(time.Duration(*wait)*time.Millisecond))
		}
		if *attempts != 0 {
			options = append(options, nats.MaxReconnects(*attempts))
		}
		if *ignore {
			options = append(options, nats.IgnoreAuthErrorAbort())
		}
		connection, err := nats.Connect(*url, options...)
		if err != nil {
			say(number, "refused", err)
			ended.Done()
			continue
		}
		connections[i] = connection
		if err = connection.FlushTimeout(10 * time.Second); err != nil {
			say(number, "error", err)
		}
		say(number, "connected", nil)
	}

	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		for _, connection := range connections {
			if connection != nil {
				connection.Close()
			}
		}
		os.Exit(0)
	}()
	ended.Wait()
}
