package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-courier/sdk/go/courier"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		ada, err := courier.LookupProfile(ctx, &courier.LookupProfileArgs{UserId: "user-ada"})
		if err != nil {
			return err
		}
		ctx.Export("email", pulumi.ToOutput(ada.Profile["email"]))
		return nil
	})
}
