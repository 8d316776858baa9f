package main

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/nats-io/jwt/v2"
	"golang.org/x/crypto/bcrypt"
)

// directory is who may log in, by user name.
type directory map[string]user

// user is the part of users.json that the comparison needs: password, account and permissions.
type user struct {
	Pass        string          `json:"pass"`
	Account     string          `json:"account"`
	Permissions jwt.Permissions `json:"permissions"`
}

func readDirectory(file string) (directory, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	known := directory{}
	if err := json.Unmarshal(text, &known); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return known, nil
}

// accepts compares with a password in plain text or with its bcrypt hash.
func (u user) accepts(password string) bool {
	if strings.HasPrefix(u.Pass, "$2") {
		return bcrypt.CompareHashAndPassword([]byte(u.Pass), []byte(password)) == nil
	}
	return subtle.ConstantTimeCompare([]byte(u.Pass), []byte(password)) == 1
}
