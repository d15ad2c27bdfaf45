package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-courier/sdk/go/courier"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		ci, err := courier.NewProfile(ctx, "ci", &courier.ProfileArgs{
			UserId: pulumi.String("svc-ci"),
			Profile: pulumi.Map{
				"email":  pulumi.String("ci@example.com"),
				"custom": pulumi.Map{"team": pulumi.String("platform")},
			},
			OnDelete: courier.OnDeleteDelete,
		})
		if err != nil {
			return err
		}
		ctx.Export("userId", ci.UserId)
		return nil
	})
}
