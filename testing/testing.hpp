#pragma once
// What tests of programs that use polyaxon link: a real in-process server and a transport without a socket.
#include <polyaxon/testing/fake_transport.hpp>
#include <polyaxon/testing/manual_time.hpp>
#include <polyaxon/testing/platform.hpp>
#include <polyaxon/testing/run.hpp>
#include <polyaxon/testing/server.hpp>
#include <polyaxon/testing/websocket.hpp>
