package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-courier/sdk/go/courier"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := courier.NewProfileSet(ctx, "fixtures", &courier.ProfileSetArgs{
			Profiles: pulumi.Map{
				"fixture-ada": pulumi.Map{
					"email":  pulumi.String("ada@example.com"),
					"locale": pulumi.String("en-GB"),
				},
				"fixture-lin": pulumi.Map{
					"email":  pulumi.String("lin@example.com"),
					"custom": pulumi.Map{"plan": pulumi.String("team")},
				},
			},
		})
		return err
	})
}
