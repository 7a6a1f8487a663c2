//! The command line that all peers share.

#[derive(Clone, Copy)]
pub enum Target {
    Run,
    List(usize),
}

impl Target {
    pub fn limit(self) -> Option<usize> {
        match self {
            Target::Run => None,
            Target::List(n) => Some(n),
        }
    }
}

pub struct Arguments {
    pub host: String,
    pub port: u16,
    pub tls: bool,
    pub concurrency: u64,
    pub connections: usize,
    pub requests: u64,
    pub warmup: u64,
    pub target: Target,
    pub ca: Option<String>,
    pub owner: String,
    pub project: String,
    pub uuid: String,
}

impl Arguments {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut a = Arguments {
            host: "127.0.0.1".into(),
            port: 0,
            tls: false,
            concurrency: 1,
            connections: 1,
            requests: 1000,
            warmup: 0,
            target: Target::Run,
            ca: None,
            owner: "acme".into(),
            project: "vision".into(),
            uuid: "0a1b2c3d4e5f60718293a4b5c6d7e8f9".into(),
        };
        let mut warmup = None;
        while let Some(name) = words.next() {
            let value = words.next().ok_or(format!("{name} needs a value"))?;
            let bad = |e: std::num::ParseIntError| format!("{name}: {e}");
            match name.as_str() {
                "--host" => a.host = value,
                "--port" => a.port = value.parse().map_err(bad)?,
                "--tls" => a.tls = value == "1",
                "--concurrency" => a.concurrency = value.parse().map_err(bad)?,
                "--connections" => a.connections = value.parse().map_err(bad)?,
                "--requests" => a.requests = value.parse().map_err(bad)?,
                "--warmup" => warmup = Some(value.parse().map_err(bad)?),
                "--pipeline" if value == "1" => {}
                "--pipeline" => return Err("reqwest does not pipeline".into()),
                "--ca" => a.ca = Some(value),
                "--owner" => a.owner = value,
                "--project" => a.project = value,
                "--uuid" => a.uuid = value,
                "--target" => {
                    a.target = match value.as_str() {
                        "run" => Target::Run,
                        "list20" => Target::List(20),
                        "list100" => Target::List(100),
                        _ => return Err(format!("--target {value}: say run, list20 or list100")),
                    }
                }
                _ => return Err(format!("unknown argument {name}")),
            }
        }
        if a.port == 0 || a.requests == 0 || a.concurrency == 0 || a.connections == 0 {
            return Err("--port, --requests, --concurrency and --connections must be positive".into());
        }
        a.warmup = warmup.unwrap_or((2 * a.connections as u64).max(a.requests / 10));
        Ok(a)
    }

    pub fn url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let runs = format!(
            "{scheme}://{}:{}/api/v1/{}/{}/runs",
            self.host, self.port, self.owner, self.project
        );
        match self.target {
            Target::Run => format!("{runs}/{}", self.uuid),
            Target::List(n) => format!("{runs}?limit={n}"),
        }
    }
}
