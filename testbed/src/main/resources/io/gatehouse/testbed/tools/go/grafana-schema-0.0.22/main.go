// Reads a dashboard by the types that Grafana publishes, and tells what does not belong there or is missing, a line for each.
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: grafana-schema FILE")
		os.Exit(2)
	}
	if os.Args[1] == "--version" {
		fmt.Println("grafana-schema 0.0.22")
		return
	}
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	plugins.RegisterDefaultPlugins()
	read := dashboard.Dashboard{}
	if err := read.UnmarshalJSONStrict(file); err != nil {
		fmt.Println(err)
	}
	if err := read.Validate(); err != nil {
		fmt.Println(err)
	}
	fmt.Println(len(read.Panels), "panels")
}
