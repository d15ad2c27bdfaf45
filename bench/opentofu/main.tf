# A profile a resource, with OpenTofu and the restapi provider. Creating and updating are a PUT, deleting is a PUT of
# an empty profile, as with pulumi-courier.

terraform {
  required_providers {
    restapi = { source = "Mastercard/restapi" }
  }
}

variable "size" { type = number }
variable "changed" { type = bool }
variable "base_url" { type = string }
variable "api_key" { type = string }

provider "restapi" {
  uri = var.base_url
  headers = {
    Authorization  = "Bearer ${var.api_key}"
    "Content-Type" = "application/json"
  }
}

locals {
  users = {
    for index in range(var.size) : format("user-%05d", index) => {
      email  = format("user-%05d@example.com", index)
      custom = { plan = index == 0 && var.changed ? "pro" : "free" }
    }
  }
}

resource "restapi_object" "profile" {
  for_each = local.users

  path           = "/profiles"
  object_id      = each.key
  create_method  = "PUT"
  create_path    = "/profiles/${each.key}"
  destroy_method = "PUT"
  destroy_data   = jsonencode({ profile = {} })
  data           = jsonencode({ profile = each.value })
}
