module courier-go

go 1.25

require (
	github.com/pulumi/pulumi/sdk/v3 v3.274.1
	pulumi-courier/sdk/go v0.0.0
)

// What pulumi package add makes.
replace pulumi-courier/sdk/go => ./sdks/courier
