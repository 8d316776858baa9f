package vectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"testing"

	"github.com/nats-io/nkeys"
)

// keyVector is one nkey of each form, with a signature when its kind signs.
type keyVector struct {
	Kind      string `json:"kind"`
	RawSeed   string `json:"rawSeedHex"`
	Seed      string `json:"seed"`
	Public    string `json:"public"`
	RawPublic string `json:"rawPublicHex"`
	Message   string `json:"messageBase64,omitempty"`
	Signature string `json:"signatureBase64,omitempty"`
}

// boxVector is a message that one xkey sealed to another with a given nonce.
type boxVector struct {
	Name     string `json:"name"`
	From     string `json:"fromSeed"`
	FromKey  string `json:"fromPublic"`
	To       string `json:"toSeed"`
	ToKey    string `json:"toPublic"`
	NonceHex string `json:"nonceHex"`
	Message  string `json:"messageBase64"`
	Box      string `json:"boxBase64"`
}

type keyVectors struct {
	Keys  []keyVector `json:"keys"`
	Boxes []boxVector `json:"boxes"`
}

var kinds = []struct {
	name   string
	prefix nkeys.PrefixByte
}{
	{"OPERATOR", nkeys.PrefixByteOperator},
	{"ACCOUNT", nkeys.PrefixByteAccount},
	{"USER", nkeys.PrefixByteUser},
	{"SERVER", nkeys.PrefixByteServer},
	{"CLUSTER", nkeys.PrefixByteCluster},
	{"CURVE", nkeys.PrefixByteCurve},
}

// rawSeed gives every name its own 32 bytes, the same on every run.
func rawSeed(name string) []byte {
	sum := sha256.Sum256([]byte("gatehouse test vector: " + name))
	return sum[:]
}

func pair(t *testing.T, prefix nkeys.PrefixByte, name string) nkeys.KeyPair {
	t.Helper()
	seed, err := nkeys.EncodeSeed(prefix, rawSeed(name))
	if err != nil {
		t.Fatal(err)
	}
	kp, err := nkeys.FromSeed(seed)
	if err != nil {
		t.Fatal(err)
	}
	return kp
}

func seedOf(t *testing.T, kp nkeys.KeyPair) string {
	t.Helper()
	seed, err := kp.Seed()
	if err != nil {
		t.Fatal(err)
	}
	return string(seed)
}

func publicOf(t *testing.T, kp nkeys.KeyPair) string {
	t.Helper()
	public, err := kp.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return public
}

func makeKey(t *testing.T, kind string, prefix nkeys.PrefixByte, name string) keyVector {
	kp := pair(t, prefix, name)
	public := publicOf(t, kp)
	raw, err := nkeys.Decode(prefix, []byte(public))
	if err != nil {
		t.Fatal(err)
	}
	v := keyVector{Kind: kind, RawSeed: hex.EncodeToString(rawSeed(name)), Seed: seedOf(t, kp), Public: public,
		RawPublic: hex.EncodeToString(raw)}
	if prefix != nkeys.PrefixByteCurve {
		message := []byte("signed by " + name)
		signature, err := kp.Sign(message)
		if err != nil {
			t.Fatal(err)
		}
		v.Message = base64.StdEncoding.EncodeToString(message)
		v.Signature = base64.StdEncoding.EncodeToString(signature)
	}
	return v
}

func makeBox(t *testing.T, name string, message []byte) boxVector {
	from := pair(t, nkeys.PrefixByteCurve, "sealer of "+name)
	to := pair(t, nkeys.PrefixByteCurve, "opener of "+name)
	nonce := rawSeed("nonce of " + name)[:24]
	box, err := from.SealWithRand(message, publicOf(t, to), bytes.NewReader(nonce))
	if err != nil {
		t.Fatal(err)
	}
	if opened, err := to.Open(box, publicOf(t, from)); err != nil || !bytes.Equal(opened, message) {
		t.Fatalf("%s does not open: %v", name, err)
	}
	return boxVector{name, seedOf(t, from), publicOf(t, from), seedOf(t, to), publicOf(t, to),
		hex.EncodeToString(nonce), base64.StdEncoding.EncodeToString(message), base64.StdEncoding.EncodeToString(box)}
}

func TestKeyVectors(t *testing.T) {
	var v keyVectors
	for _, kind := range kinds {
		for _, name := range []string{"first " + kind.name, "second " + kind.name} {
			v.Keys = append(v.Keys, makeKey(t, kind.name, kind.prefix, name))
		}
	}
	// Lengths around the ends of the first half block, of whole blocks and of words, and a large one.
	for _, length := range []int{0, 1, 3, 4, 15, 16, 17, 31, 32, 33, 63, 64, 65, 95, 96, 97, 160, 1500, 70000} {
		message := bytes.Repeat([]byte("Gatehouse "), length/10+1)[:length]
		v.Boxes = append(v.Boxes, makeBox(t, "a message of "+itoa(length), message))
	}
	golden(t, "nkeys.json", v)
}
