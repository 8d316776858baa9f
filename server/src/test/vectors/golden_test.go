// Package vectors makes the test vectors of Gatehouse with the Go libraries of NATS.
//
// "go test ." checks that the files of ../resources/vectors are what the libraries make today, and
// "go test . -update" writes them anew. Keys, nonces, certificates and the clock are fixed, so the files
// change only when a library or this program does.
package vectors

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "write the vectors instead of checking them")

func itoa(i int) string { return strconv.Itoa(i) }

// golden compares a value with its file, or writes the file.
func golden(t *testing.T, name string, value any) {
	t.Helper()
	var made bytes.Buffer
	encoder := json.NewEncoder(&made)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "resources", "vectors", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, made.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, made.Bytes()) {
		t.Errorf("%s is not what the libraries make: run go test . -update and look at the difference", path)
	}
}
