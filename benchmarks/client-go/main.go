// The measurements of the Java subjects, with client-go: the original that Kubeweft is to leave behind.
//
// Build it here, with Go 1.26 or newer; what it depends on is found anew:
//
//	go mod init bench && go get k8s.io/api@v0.36.0 k8s.io/client-go@v0.36.0 && go mod tidy && go build -o client-go .
//
// Each measurement wants a server of its own, whose counters begin at nothing. The server prints its address and
// serves until its standard input ends; startup and get want one with 10 pods, the others one with 10,000 or more:
//
//	java -Xmx3g -cp ../harness/target/kubeweft-benchmarks-harness-0.1.0-SNAPSHOT.jar \
//		io.kubeweft.benchmarks.harness.BenchServer 10000
//	./client-go MEASUREMENT URL NUMBER
//
// takes one of list, sync (NUMBER: the pods), get (callers), events (how many), latency (events a second) and startup
// (0: it starts itself again to know when that began), as io.kubeweft.benchmarks.harness.Measurements has them, and
// prints lines name=value. An informer syncs by WatchList; with KUBE_FEATURE_WatchListClient=false in the environment
// by LIST. A measurement whose counts do not agree with the server's fails instead.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

// What the server writes the time of an event into.
const sent = "bench.example/ts"

// The first pod of every server, which Java computes.
const (
	firstNamespace = "team-000"
	firstName      = "mail-gateway-mspqp4mx9v-tzsrd"
)

var (
	begin  = time.Now()
	url    string
	client *kubernetes.Clientset
)

func main() {
	url = os.Args[2]
	number, err := strconv.Atoi(os.Args[3])
	must(err)
	client, err = kubernetes.NewForConfig(&rest.Config{Host: url, QPS: -1})
	must(err)
	switch os.Args[1] {
	case "list":
		list(number)
	case "sync":
		started := start(new(updates))
		awaitSynced(started, number)
		result("sync_ms", millis(time.Since(begin)))
		result("resident_mb", residentMegabytes())
		check("pods sent", objects(), number)
	case "startup":
		startUp(int64(number))
	case "get":
		get(number)
	case "events":
		events(number)
	case "latency":
		latency(number)
	default:
		must(fmt.Errorf("no measurement %q", os.Args[1]))
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(what string, actual, expected int) {
	if actual != expected {
		must(fmt.Errorf("%s: %d instead of %d", what, actual, expected))
	}
}

func result(name string, value float64) {
	fmt.Printf("%s=%v\n", name, value)
}

func millis(d time.Duration) float64 {
	return float64(d) / 1e6
}

// From the start of the process, as its parent saw it, to the first typed get.
func startUp(spawned int64) {
	if spawned == 0 {
		again := exec.Command(os.Args[0], "startup", url, strconv.FormatInt(monotonicNanos(), 10))
		again.Stdout, again.Stderr = os.Stdout, os.Stderr
		must(again.Run())
		return
	}
	_, err := client.CoreV1().Pods(firstNamespace).Get(context.Background(), firstName, metav1.GetOptions{})
	must(err)
	result("startup_ms", millis(time.Duration(monotonicNanos()-spawned)))
	check("gets", counter("gets"), 1)
}

func list(pods int) {
	once := func() {
		all, err := client.CoreV1().Pods("").List(context.Background(), metav1.ListOptions{})
		must(err)
		check("pods", len(all.Items), pods)
	}
	once()
	result("cold_ms", millis(time.Since(begin)))
	var times []time.Duration
	for len(times) < 12 {
		before := time.Now()
		once()
		times = append(times, time.Since(before))
	}
	later := times[len(times)/2:]
	slices.Sort(later)
	result("warm_ms", millis(later[len(later)/2]))
	check("lists", counter("lists"), 1+len(times))
	check("pods sent", objects(), (1+len(times))*pods)
}

func get(callers int) {
	first, err := client.CoreV1().Pods("").List(context.Background(), metav1.ListOptions{Limit: 1})
	must(err)
	pod := first.Items[0]
	var calls atomic.Int64
	var over atomic.Bool
	var ended sync.WaitGroup
	for range callers {
		ended.Go(func() {
			for !over.Load() {
				_, err := client.CoreV1().Pods(pod.Namespace).Get(context.Background(), pod.Name, metav1.GetOptions{})
				must(err)
				calls.Add(1)
			}
		})
	}
	time.Sleep(3 * time.Second)
	before, at := calls.Load(), time.Now()
	time.Sleep(5 * time.Second)
	result("gets_per_second", float64(calls.Load()-before)/time.Since(at).Seconds())
	over.Store(true)
	ended.Wait()
	check("gets", counter("gets"), int(calls.Load()))
}

// The updates that a handler got, and how old they were.
type updates struct {
	count atomic.Int64
	ages  []time.Duration
}

func (u *updates) add(pod *v1.Pod) {
	if text, stamped := pod.Annotations[sent]; stamped && u.ages != nil {
		at, err := strconv.ParseInt(text, 10, 64)
		must(err)
		u.ages = append(u.ages, time.Duration(monotonicNanos()-at))
	}
	u.count.Add(1)
}

func (u *updates) await(expected int) {
	for patience := time.Now().Add(2 * time.Minute); u.count.Load() < int64(expected); time.Sleep(time.Millisecond) {
		if time.Now().After(patience) {
			must(fmt.Errorf("only %d of %d events arrived", u.count.Load(), expected))
		}
	}
}

// Every event once, and those of one watch only.
func (u *updates) check(expected int) {
	time.Sleep(500 * time.Millisecond)
	check("events that arrived", int(u.count.Load()), expected)
	check("events of all watches", counter("events"), expected)
	check("watches", counter("watches"), 1)
}

// The clock of Java's System.nanoTime.
func monotonicNanos() int64 {
	var now unix.Timespec
	must(unix.ClockGettime(unix.CLOCK_MONOTONIC, &now))
	return now.Nano()
}

func start(u *updates) cache.SharedIndexInformer {
	informer := informers.NewSharedInformerFactory(client, 0).Core().V1().Pods().Informer()
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		UpdateFunc: func(before, now any) { u.add(now.(*v1.Pod)) },
	})
	must(err)
	go informer.Run(make(chan struct{}))
	return informer
}

func awaitSynced(informer cache.SharedIndexInformer, pods int) {
	for !informer.HasSynced() || len(informer.GetStore().ListKeys()) < pods {
		time.Sleep(2 * time.Millisecond)
	}
}

func awaitWatch(informer cache.SharedIndexInformer) {
	for !informer.HasSynced() || number("watches", "/bench/watches") == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	// What a sync leaves to the collector is none of the measurement.
	time.Sleep(500 * time.Millisecond)
}

func events(count int) {
	u := new(updates)
	awaitWatch(start(u))
	before := time.Now()
	check("events sent", send(count, 0), count)
	u.await(count)
	seconds := time.Since(before).Seconds()
	u.check(count)
	result("events_per_second", float64(count)/seconds)
}

func latency(rate int) {
	warmUp, measured := 20*rate, 20*rate
	u := &updates{ages: make([]time.Duration, 0, 1<<20)}
	awaitWatch(start(u))
	check("events sent", send(warmUp+measured, rate), warmUp+measured)
	u.await(warmUp + measured)
	u.check(warmUp + measured)
	ages := u.ages[warmUp:]
	slices.Sort(ages)
	result("p50_ms", millis(ages[len(ages)/2]))
	result("p99_ms", millis(ages[len(ages)*99/100]))
	result("max_ms", millis(ages[len(ages)-1]))
}

func send(count, rate int) int {
	return number("sent", fmt.Sprintf("/bench/events?count=%d&rate=%d&status=false", count, rate))
}

func counter(name string) int {
	return number(name, "/bench/counters")
}

// What the server sent in lists and as what watches begin with.
func objects() int {
	return counter("listed") + counter("initial")
}

func number(name, path string) int {
	answer, err := http.Post(url+path, "application/json", nil)
	must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(err)
	found := regexp.MustCompile(`"` + name + `":(\d+)`).FindSubmatch(text)
	if found == nil {
		return 0
	}
	value, err := strconv.Atoi(string(found[1]))
	must(err)
	return value
}

func residentMegabytes() float64 {
	status, err := os.ReadFile("/proc/self/status")
	must(err)
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
	must(err)
	return kilobytes / 1e3
}
