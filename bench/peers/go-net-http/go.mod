module peer-go-net-http

go 1.21
