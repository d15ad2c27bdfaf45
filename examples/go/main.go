package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-courier/sdk/go/courier"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		pipelineProfile := pulumi.Map{
			"email":  pulumi.String("pipeline@example.com"),
			"custom": pulumi.Map{"team": pulumi.String("platform")},
		}

		// In the workspace of courier:apiKey.
		pipeline, err := courier.NewProfile(ctx, "pipeline", &courier.ProfileArgs{
			UserId:  pulumi.String("svc-pipeline"),
			Profile: pipelineProfile,
		})
		if err != nil {
			return err
		}

		// The same account in another workspace: an explicit provider has a key of its own.
		eu, err := courier.NewProvider(ctx, "eu", &courier.ProviderArgs{
			ApiKey:  settings.RequireSecret("euApiKey"),
			BaseUrl: pulumi.String(settings.Require("euBaseUrl")),
		})
		if err != nil {
			return err
		}
		_, err = courier.NewProfile(ctx, "pipeline-in-europe", &courier.ProfileArgs{
			UserId:  pulumi.String("svc-pipeline"),
			Profile: pipelineProfile,
		}, pulumi.Provider(eu))
		if err != nil {
			return err
		}

		profiles := pulumi.Map{}
		for name, plan := range map[string]string{"ada": "free", "lin": "team"} {
			profiles["fixture-"+name] = pulumi.Map{
				"email":  pulumi.String(name + "@example.com"),
				"custom": pulumi.Map{"plan": pulumi.String(plan)},
			}
		}
		_, err = courier.NewProfileSet(ctx, "fixtures", &courier.ProfileSetArgs{
			Profiles: profiles,
			OnDelete: courier.OnDeleteDelete,
		})
		if err != nil {
			return err
		}

		ctx.Export("userId", pipeline.UserId)
		return nil
	})
}
