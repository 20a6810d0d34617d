//! What a project contains in each language.

use super::Language;

/// What differs from language to language.
pub(super) struct Template {
    pub(super) command: &'static [&'static str],
    pub(super) needs: &'static str,
    /// The command that builds it; empty if nothing needs building.
    pub(super) build: &'static [&'static str],
    /// Steps of the workflow before the build.
    pub(super) setup: &'static str,
    /// What git should ignore.
    pub(super) ignored: &'static str,
    /// The file that the user fills in, and its text for calendars and for registries.
    pub(super) part: &'static str,
    pub(super) calendar: &'static str,
    pub(super) registry: &'static str,
    /// All other files of the adapter.
    pub(super) files: &'static [(&'static str, &'static str)],
}

/// The text of a template.
macro_rules! text {
    ($path:literal) => {
        include_str!(concat!("templates/", $path))
    };
}

/// What to do in a language without a template.
pub(super) const ANY: &str = text!("common/any.md");

pub(super) fn template(language: Language) -> Template {
    match language {
        Language::Rust => RUST,
        Language::Python => PYTHON,
        Language::JavaScript => JAVASCRIPT,
        Language::Java => JAVA,
        Language::Cpp => CPP,
        Language::Go => GO,
        Language::CSharp => CSHARP,
        Language::Any => OTHER,
    }
}

const RUST: Template = Template {
    command: &["target/release/adapter"],
    needs: "Rust 1.65 or later with cargo",
    build: &["cargo", "build", "--release"],
    setup: "",
    ignored: "/target/\n",
    part: "src/main.rs",
    calendar: text!("rust/calendar.rs"),
    registry: text!("rust/registry.rs"),
    files: &[
        ("src/protocol.rs", text!("rust/protocol.rs")),
        ("Cargo.toml", text!("rust/manifest.toml")),
    ],
};

const PYTHON: Template = Template {
    command: &["python3", "adapter.py"],
    needs: "Python 3.8 or later",
    build: &[],
    setup: "",
    ignored: "__pycache__/\n",
    part: "adapter.py",
    calendar: text!("python/calendar.py"),
    registry: text!("python/registry.py"),
    files: &[("protocol.py", text!("python/protocol.py"))],
};

const JAVASCRIPT: Template = Template {
    command: &["node", "adapter.mjs"],
    needs: "Node 18 or later",
    build: &[],
    setup: "",
    ignored: "/node_modules/\n",
    part: "adapter.mjs",
    calendar: text!("javascript/calendar.mjs"),
    registry: text!("javascript/registry.mjs"),
    files: &[("protocol.mjs", text!("javascript/protocol.mjs"))],
};

const JAVA: Template = Template {
    command: &["java", "-XX:+UseSerialGC", "-cp", "classes", "Adapter"],
    needs: "JDK 17 or later",
    build: &["javac", "-encoding", "UTF-8", "-d", "classes", "Adapter.java"],
    setup: "      - uses: actions/setup-java@v4\n        with: { distribution: temurin, \
            java-version: 17 }\n",
    ignored: "/classes/\n",
    part: "Adapter.java",
    calendar: text!("java/calendar.java"),
    registry: text!("java/registry.java"),
    files: &[
        ("Protocol.java", text!("java/Protocol.java")),
        ("Json.java", text!("java/Json.java")),
    ],
};

const CPP: Template = Template {
    command: &["./adapter"],
    needs: "a C++17 compiler on a POSIX system",
    build: &["c++", "-std=c++17", "-O2", "-pthread", "-o", "adapter", "adapter.cpp"],
    setup: "",
    ignored: "/adapter\n",
    part: "adapter.cpp",
    calendar: text!("cpp/calendar.cpp"),
    registry: text!("cpp/registry.cpp"),
    files: &[("protocol.hpp", text!("cpp/protocol.hpp")), ("json.hpp", text!("cpp/json.hpp"))],
};

const GO: Template = Template {
    command: &["./adapter"],
    needs: "Go 1.18 or later",
    build: &["go", "build", "-o", "adapter"],
    setup: "",
    ignored: "/adapter\n",
    part: "adapter.go",
    calendar: text!("go/calendar.go"),
    registry: text!("go/registry.go"),
    files: &[("protocol.go", text!("go/protocol.go")), ("go.mod", text!("go/go.mod"))],
};

const CSHARP: Template = Template {
    command: &["mono", "adapter.exe"],
    needs: "Mono 6.8 or later with its C# compiler (Debian: mono-runtime, mono-mcs)",
    build: &["mcs", "-optimize", "-out:adapter.exe", "Adapter.cs", "Protocol.cs", "Json.cs"],
    setup: "      - run: sudo apt-get update && sudo apt-get install -y mono-mcs mono-runtime\n",
    ignored: "/adapter.exe\n",
    part: "Adapter.cs",
    calendar: text!("csharp/calendar.cs"),
    registry: text!("csharp/registry.cs"),
    files: &[("Protocol.cs", text!("csharp/Protocol.cs")), ("Json.cs", text!("csharp/Json.cs"))],
};

const OTHER: Template = Template {
    command: &["./adapter"],
    needs: "the adapter, which you have to write (see README.md)",
    build: &[],
    setup: "      # Install what the adapter needs, and build it, here.\n",
    ignored: "",
    part: "README.md",
    calendar: "",
    registry: "",
    files: &[],
};
