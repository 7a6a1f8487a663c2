#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v1/operation_options.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <string_view>

namespace polyaxon::v1 {

/// Runs made from polyaxonfiles: a part of run_client. A file is a component, an operation, or has no kind; YAML (without aliases) or JSON, at
/// most 1 MiB. It is read, the references in it are resolved and put in as its component, params and the other options are laid over it, and the
/// whole is checked: known sections, something to run, a fitting param for each input that needs one. What is wrong is `invalid_argument` that names
/// it, and no run is made. Each ends with POST /api/v1/{owner}/{project}/runs, as run_client::create with that content, and the new run
/// becomes the current one. Offline: nothing.
class run_creation : public virtual run_handle {
 public:
    /// Of a file on this machine; a `pathRef` in it starts from its folder.
    ///
    ///     co_await run.create_from_polyaxonfile("train.yaml", {.params = R"({"lr": 0.1})", .queue = "gpus"});
    awaitable<run> create_from_polyaxonfile(std::string_view path, const operation_options& = {});
    /// Of what an http or https URL answers. GET of the URL, without the client's token.
    ///
    ///     co_await run.create_from_url("https://example.com/train.yaml");
    awaitable<run> create_from_url(std::string_view url, const operation_options& = {});
    /// Of a component version: "owner/name:version", where `latest` is meant without a version. GET
    /// /api/v1/{owner}/{name}/versions/component/{version}. Without an owner the component is one of the public hub, which is asked without the
    /// client's token: https://cloud.polyaxon.com, or with POLYAXON_USE_GIT_REGISTRY the files at POLYAXON_PUBLIC_REGISTRY.
    ///
    ///     co_await run.create_from_hub("acme/train:v1", {.params = R"({"lr": 0.1})"});
    awaitable<run> create_from_hub(std::string_view component, const operation_options& = {});

 protected:
    run_creation() = default;
};

}  // namespace polyaxon::v1
