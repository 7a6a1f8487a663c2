//! Peer: reqwest + serde on a single-threaded tokio runtime.

mod arguments;
mod run;

use arguments::{Arguments, Target};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Instant;

struct Work {
    client: reqwest::Client,
    url: String,
    target: Target,
    uuid: String,
    connections: tokio::sync::Semaphore, // reqwest itself has no limit of connections
    left: Cell<u64>,
    errors: Cell<u64>,
    latencies: RefCell<Vec<u32>>,
}

impl Work {
    async fn call(&self) -> Result<bool, reqwest::Error> {
        let _connection = self.connections.acquire().await.unwrap();
        let answer = self.client.get(&self.url).send().await?.error_for_status()?;
        Ok(match self.target.limit() {
            None => answer.json::<run::Run>().await?.uuid == self.uuid,
            Some(limit) => answer.json::<run::Page>().await?.results.len() == limit,
        })
    }

    async fn caller(self: Rc<Self>) {
        while self.left.get() > 0 {
            self.left.set(self.left.get() - 1);
            let begin = Instant::now();
            match self.call().await {
                Ok(true) => {}
                Ok(false) => self.fail("the answer is not what was asked for".into()),
                Err(e) => self.fail(format!("{e:?}")),
            }
            self.latencies.borrow_mut().push(begin.elapsed().as_micros() as u32);
        }
    }

    fn fail(&self, why: String) {
        if self.errors.get() == 0 {
            eprintln!("peer-reqwest: {why}");
        }
        self.errors.set(self.errors.get() + 1);
    }

    async fn phase(self: &Rc<Self>, requests: u64, concurrency: u64) {
        self.left.set(requests);
        self.errors.set(0);
        *self.latencies.borrow_mut() = Vec::with_capacity(requests as usize);
        let callers: Vec<_> =
            (0..concurrency).map(|_| tokio::task::spawn_local(self.clone().caller())).collect();
        for caller in callers {
            caller.await.unwrap();
        }
    }
}

fn usage() -> libc::rusage {
    let mut out: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut out) };
    out
}

fn seconds(t: libc::timeval) -> f64 {
    t.tv_sec as f64 + t.tv_usec as f64 / 1e6
}

async fn measure(a: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("Authorization", "Token bench".parse()?);
    headers.insert("Accept", "application/json".parse()?);
    let mut builder = reqwest::Client::builder()
        .default_headers(headers)
        .no_proxy()
        .pool_max_idle_per_host(a.connections)
        .tcp_nodelay(true)
        .timeout(std::time::Duration::from_secs(60));
    if a.tls {
        builder = match &a.ca {
            Some(file) => {
                builder.add_root_certificate(reqwest::Certificate::from_pem(&std::fs::read(file)?)?)
            }
            None => builder.danger_accept_invalid_certs(true).danger_accept_invalid_hostnames(true),
        };
    }
    let work = Rc::new(Work {
        client: builder.build()?,
        url: a.url(),
        target: a.target,
        uuid: a.uuid.clone(),
        connections: tokio::sync::Semaphore::new(a.connections),
        left: Cell::new(0),
        errors: Cell::new(0),
        latencies: RefCell::default(),
    });
    work.phase(a.warmup, a.concurrency).await;
    let (begin, before) = (Instant::now(), usage());
    work.phase(a.requests, a.concurrency).await;
    let (elapsed, after) = (begin.elapsed().as_secs_f64(), usage());

    let mut sorted = work.latencies.take();
    sorted.sort_unstable();
    let at = |part: usize| sorted[(sorted.len() * part / 100).min(sorted.len() - 1)];
    println!(
        "{{\"requests\": {}, \"seconds\": {:.6}, \"cpu_user\": {:.6}, \"cpu_sys\": {:.6}, \
         \"p50_us\": {}, \"p99_us\": {}, \"max_rss_kb\": {}, \"errors\": {}}}",
        a.requests,
        elapsed,
        seconds(after.ru_utime) - seconds(before.ru_utime),
        seconds(after.ru_stime) - seconds(before.ru_stime),
        at(50),
        at(99),
        after.ru_maxrss,
        work.errors.get()
    );
    std::process::exit(if work.errors.get() == 0 { 0 } else { 1 });
}

fn main() {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(a) => a,
        Err(why) => {
            eprintln!("peer-reqwest: {why}");
            std::process::exit(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let local = tokio::task::LocalSet::new();
    if let Err(why) = local.block_on(&runtime, measure(arguments)) {
        eprintln!("peer-reqwest: {why}");
        std::process::exit(1);
    }
}
