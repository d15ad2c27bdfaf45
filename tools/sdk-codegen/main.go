// Writes the SDK of a Pulumi package, the one that `pulumi package add` makes:
//
//	sdk-codegen SCHEMA.json nodejs|python|go FOLDER
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	gocode "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-courier"

func main() {
	if len(os.Args) != 4 {
		fail(errors.New("usage: sdk-codegen SCHEMA.json nodejs|python|go FOLDER"))
	}
	schemaFile, language, folder := os.Args[1], os.Args[2], os.Args[3]
	pkg, err := read(schemaFile)
	if err != nil {
		fail(fmt.Errorf("%s: %w", schemaFile, err))
	}
	files, err := generate(pkg, language)
	if err != nil {
		fail(fmt.Errorf("%s: %w", schemaFile, err))
	}
	if err := write(files, folder); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func read(schemaFile string) (*schema.Package, error) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, problems, err := schema.BindSpec(spec, noOtherPackages{}, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if problems.HasErrors() {
		return nil, errors.Join(problems.Errs()...)
	}
	// As `pulumi package add` has it: the SDK is a package that is complete, with the schema's version.
	pkg.SupportPack = true
	return pkg, nil
}

func generate(pkg *schema.Package, language string) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, noOtherPackages{})
	case "python":
		return python.GeneratePackage(tool, pkg, nil, noOtherPackages{})
	case "go":
		return gocode.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("%q is not one of nodejs, python, go", language)
	}
}

func write(files map[string][]byte, folder string) error {
	for name, content := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// The schemas here refer to no other package, so no plugin need be started to ask for its schema.
type noOtherPackages struct{}

func (noOtherPackages) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, refused(name)
}

func (noOtherPackages) LoadPackageV2(_ context.Context, other *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, refused(other.Name)
}

func (noOtherPackages) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, refused(name)
}

func (noOtherPackages) LoadPackageReferenceV2(
	_ context.Context, other *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, refused(other.Name)
}

func refused(name string) error {
	return fmt.Errorf("the schema refers to the package %q, and may refer to none", name)
}
