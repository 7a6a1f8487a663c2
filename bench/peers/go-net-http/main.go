// Peer: Go's net/http and encoding/json, one goroutine a caller.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

type work struct {
	client *http.Client
	url    string
	uuid   string
	limit  int // 0: one run
	left   atomic.Int64
	errors atomic.Int64
}

var errWrong = errors.New("the answer is not what was asked for")

func (w *work) call() error {
	request, err := http.NewRequest(http.MethodGet, w.url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Token bench")
	request.Header.Set("Accept", "application/json")
	answer, err := w.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	if w.limit == 0 {
		var run Run
		if err := json.Unmarshal(body, &run); err != nil {
			return err
		}
		if run.UUID != w.uuid {
			return errWrong
		}
		return nil
	}
	var page Page
	if err := json.Unmarshal(body, &page); err != nil {
		return err
	}
	if len(page.Results) != w.limit {
		return errWrong
	}
	return nil
}

// phase makes the calls and answers how long each took, in µs.
func (w *work) phase(requests, concurrency int64) []uint32 {
	w.left.Store(requests)
	w.errors.Store(0)
	latencies := make([]uint32, requests)
	var callers sync.WaitGroup
	for range make([]struct{}, concurrency) {
		callers.Add(1)
		go func() {
			defer callers.Done()
			for {
				slot := w.left.Add(-1)
				if slot < 0 {
					return
				}
				begin := time.Now()
				if err := w.call(); err != nil && w.errors.Add(1) == 1 {
					fmt.Fprintln(os.Stderr, "peer-go:", err)
				}
				latencies[slot] = uint32(time.Since(begin).Microseconds())
			}
		}()
	}
	callers.Wait()
	return latencies
}

func usage() syscall.Rusage {
	var out syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &out); err != nil {
		panic(err)
	}
	return out
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

func stop(why ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"peer-go:"}, why...)...)
	os.Exit(2)
}

func main() {
	host := flag.String("host", "127.0.0.1", "")
	port := flag.Int("port", 0, "")
	useTLS := flag.Int("tls", 0, "")
	concurrency := flag.Int64("concurrency", 1, "callers")
	connections := flag.Int("connections", 1, "")
	requests := flag.Int64("requests", 1000, "")
	warmup := flag.Int64("warmup", -1, "")
	target := flag.String("target", "run", "run, list20 or list100")
	pipeline := flag.Int("pipeline", 1, "net/http does not pipeline: 1")
	ca := flag.String("ca", "", "")
	owner := flag.String("owner", "acme", "")
	project := flag.String("project", "vision", "")
	uuid := flag.String("uuid", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "")
	flag.Parse()
	limits := map[string]int{"run": 0, "list20": 20, "list100": 100}
	limit, known := limits[*target]
	if !known || *port <= 0 || *requests <= 0 || *concurrency <= 0 || *connections <= 0 || *pipeline != 1 {
		stop("a wrong argument; see -h")
	}
	if *warmup < 0 {
		*warmup = max(2*int64(*connections), *requests/10)
	}
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(1) // one thread runs Go code, as in the other candidates
	}

	transport := &http.Transport{
		MaxConnsPerHost:     *connections,
		MaxIdleConns:        *connections,
		MaxIdleConnsPerHost: *connections,
	}
	scheme := "http"
	if *useTLS == 1 {
		scheme = "https"
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: *ca == ""}
		if *ca != "" {
			pem, err := os.ReadFile(*ca)
			roots := x509.NewCertPool()
			if err != nil || !roots.AppendCertsFromPEM(pem) {
				stop("cannot read the certificates of", *ca)
			}
			transport.TLSClientConfig.RootCAs = roots
		}
	}
	url := fmt.Sprintf("%s://%s:%d/api/v1/%s/%s/runs", scheme, *host, *port, *owner, *project)
	if limit == 0 {
		url += "/" + *uuid
	} else {
		url += fmt.Sprintf("?limit=%d", limit)
	}
	w := &work{client: &http.Client{Transport: transport, Timeout: time.Minute}, url: url, uuid: *uuid, limit: limit}

	w.phase(*warmup, *concurrency)
	begin, before := time.Now(), usage()
	latencies := w.phase(*requests, *concurrency)
	elapsed, after := time.Since(begin).Seconds(), usage()

	slices.Sort(latencies)
	at := func(part int) uint32 { return latencies[min(len(latencies)*part/100, len(latencies)-1)] }
	fmt.Printf("{\"requests\": %d, \"seconds\": %.6f, \"cpu_user\": %.6f, \"cpu_sys\": %.6f, "+
		"\"p50_us\": %d, \"p99_us\": %d, \"max_rss_kb\": %d, \"errors\": %d}\n",
		*requests, elapsed, seconds(after.Utime)-seconds(before.Utime),
		seconds(after.Stime)-seconds(before.Stime), at(50), at(99), after.Maxrss, w.errors.Load())
	if w.errors.Load() != 0 {
		os.Exit(1)
	}
}
