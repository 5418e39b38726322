#!/usr/bin/env python3
"""Does what Binder does with this repository, without Docker: builds it and runs lessons in what came out.

repo2docker renders the build; the system that it starts from is made with debootstrap; and each instruction of what was
rendered is carried out in there, as the user that it names. Then Jupyter is started as Binder starts it, with the network
cut, two gigabytes and one core, and lessons are run through it (visit.py). The repository is a clone of the last commit.

Needs Linux, root and the network; --help says what may be chosen. Exit code 77 and a last line that says why: it cannot be
done on this computer.
"""

import argparse
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[4]
CANNOT = 77

# What BinderHub passes to repo2docker, and Jupyter's address and port there.
USER, UID = "jovyan", "1000"
MEMORY = 2 * 1024**3
MEGABYTE = 1024 * 1024

# The systems that repo2docker starts from, and what debootstrap calls them.
SUITES = {"docker.io/library/buildpack-deps:24.04": "noble"}
# Of buildpack-deps only what the instructions that repo2docker adds by itself call. It has more, but nothing that the
# lessons need may come from there.
NAMED_BY_THE_BASE = "ca-certificates,wget"
# One script of debootstrap serves all newer releases of Ubuntu.
BOOTSTRAP_SCRIPT = Path("/usr/share/debootstrap/scripts/gutsy")
# Debian has no package with Ubuntu's keys, so they come from the archive itself, known by their hash.
KEYRING_PACKAGE = "pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb"
KEYRING_SHA256 = "36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8"
TOOLS = ("debootstrap", "dpkg-deb", "unshare", "chroot", "mount", "ip", "git", "du")

# How this computer reaches the registries is no part of what is rehearsed.
WAY_OUT = re.compile(r"(https?|no)_proxy|PIP_(CERT|INDEX_URL|DEFAULT_TIMEOUT)|SSL_CERT_FILE", re.IGNORECASE)
CERTIFICATES = Path("usr/local/share/ca-certificates")


class Failure(Exception):
    """Something is wrong with the build or the lessons."""


class Cannot(Exception):
    """This computer lacks what it takes."""


def main():
    options = read_arguments()
    # Each line when it is written: a build takes minutes.
    sys.stdout.reconfigure(line_buffering=True, errors="replace")
    try:
        check_computer()
        options.folder.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="binder-", dir=options.folder))
        try:
            rehearse(folder, options)
        finally:
            if options.keep:
                print(f"Kept: {folder}")
            else:
                # Nothing is mounted in there: that was done where only our processes saw it.
                shutil.rmtree(folder)
    except Cannot as reason:
        print(f"Binder cannot be rehearsed here: {reason}")
        return CANNOT
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


def read_arguments():
    parser = argparse.ArgumentParser(description="Builds and visits what Binder would make of the last commit.")
    parser.add_argument("lessons", nargs="*", default=["01", "13"], metavar="LESSON", help="01 and 13 if none is named")
    parser.add_argument("--folder", type=Path, default=ROOT / "lib" / "jupyter" / "target", help="where to work; 3 GB")
    parser.add_argument("--keep", action="store_true", help="leave the built system there")
    return parser.parse_args()


def check_computer():
    if not sys.platform.startswith("linux"):
        raise Cannot("it takes Linux.")
    if os.geteuid() != 0:
        raise Cannot("it takes root, to make a system of its own.")
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        raise Cannot(f"there is no {', no '.join(missing)}; on Debian: apt-get install debootstrap iproute2 git.")
    if run(["unshare", "--mount", "--pid", "--net", "--fork", "true"]).returncode:
        raise Cannot("it takes namespaces, and unshare may not make them.")


def rehearse(folder, options):
    clone = clean_copy(folder)
    renderer = Renderer(folder)
    instructions = parse(renderer.render(clone))
    image = Image(folder / "root", clone, renderer)
    image.build(instructions)
    image.report()
    visit(image, options.lessons)


# ---------------------------------------------------------------------------------------------------------------------
# What is built, and how.


def clean_copy(folder):
    clone = folder / "src"
    must(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], "The repository is not cloned")
    commit = must(["git", "-C", str(clone), "log", "-1", "--format=%h %s"], "The clone has no commit").strip()
    print(f"The last commit: {commit}")
    return clone


class Renderer:
    """repo2docker in an environment of its own, with its pinned packages."""

    def __init__(self, folder):
        self.home = folder / "repo2docker"
        must([sys.executable, "-m", "venv", str(self.home)], "Python makes no environment")
        python = self.home / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(HERE / "requirements.txt")]
        # A network that is missing is missing here first; a hash that is wrong is a fault.
        installed = run(pip)
        if "hash" in installed.stdout.lower() and installed.returncode:
            raise Failure(f"repo2docker is not installed:\n{installed.stdout}")
        if installed.returncode:
            raise Cannot(f"repo2docker is not to be had: {last_line(installed.stdout)}")
        code = "import repo2docker, os; print(os.path.dirname(repo2docker.__file__))"
        self.package = Path(must([str(python), "-c", code], "repo2docker does not run").strip())

    def render(self, clone):
        """The Dockerfile, as text."""
        program = self.home / "bin" / "jupyter-repo2docker"
        options = ["--no-build", "--debug", "--user-name", USER, "--user-id", UID]
        said = must([str(program), *options, str(clone)], "repo2docker does not render")
        start = re.search(r"^FROM ", said, re.MULTILINE)
        if not start:
            raise Failure(f"repo2docker has rendered no build:\n{said}")
        return said[start.start() :]

    def source(self, name):
        """The file of repo2docker that its build copies under some name."""
        if name.startswith("build_script_files/"):
            return unescaped(name.removeprefix("build_script_files/"))
        return self.package / "buildpacks" / name.lstrip("/")


def unescaped(name):
    """repo2docker's name for a file in the build: the path with bytes written -2f, and a piece of a hash behind."""
    path = re.sub(r"-[0-9a-f]{6}$", "", name)
    in_bytes = re.sub(rb"-([0-9a-f]{2})", lambda found: bytes.fromhex(found.group(1).decode()), path.encode())
    return Path(in_bytes.decode())


def parse(dockerfile):
    """The instructions of a Dockerfile: pairs of a word and the rest, continued lines joined."""
    instructions = []
    pending = ""
    for line in dockerfile.splitlines():
        if line.lstrip().startswith("#") or (not pending and not line.strip()):
            continue
        pending += line
        if pending.endswith("\\"):
            pending = pending[:-1]
            continue
        word, _, rest = pending.strip().partition(" ")
        instructions.append((word.upper(), rest.strip()))
        pending = ""
    return instructions


def expanded(text, variables):
    return re.sub(r"\$\{(\w+)}|\$(\w+)", lambda found: variables.get(found.group(1) or found.group(2), ""), text)


def assignments(text, variables):
    """What ENV says: A=b, several of them, each with the variables as they were before the instruction."""
    pairs = [word.partition("=") for word in shlex.split(text)]
    return {name: expanded(value, variables) for name, _, value in pairs}


# ---------------------------------------------------------------------------------------------------------------------
# The system in which it is built.


class Image:
    """A system in a folder that grows by one instruction after the other."""

    def __init__(self, root, clone, renderer):
        self.root = root
        self.variables = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.command = []
        self.entrypoint = []
        self._arguments = {"NB_USER": USER, "NB_UID": UID}
        self._clone = clone
        self.renderer = renderer
        self._as = "root"
        self._folder = "/"
        self._size = 0
        self._steps = []
        self._replaced = []

    # What else Docker would know says nothing about files or processes.
    IGNORED = {"LABEL", "EXPOSE"}

    def build(self, instructions):
        for word, rest in instructions:
            carry_out = getattr(self, f"_{word.lower()}", None)
            if word in self.IGNORED:
                continue
            if not carry_out:
                raise Failure(f"repo2docker has rendered an instruction that we do not know: {word} {rest}")
            carry_out(rest)

    def report(self):
        print(f"\n{'seconds':>8} {'MB more':>8}  step")
        for seconds, size, name in self._steps:
            print(f"{seconds:8.1f} {megabytes(size):8.0f}  {name}")
        home = self.variables["REPO_DIR"]
        # repo2docker begins with what every repository gets, and Binder keeps that.
        first = next(i for i, step in enumerate(self._steps) if step[2].startswith(f"COPY … {home}"))
        for steps, what in ((self._steps, "in all"), (self._steps[first:], "of that for this repository")):
            print(f"{sum(s[0] for s in steps):8.1f} {megabytes(sum(s[1] for s in steps)):8.0f}  {what}")
        print()
        places = [
            ("/usr/lib/jvm", "the JDK"),
            (self.variables["NB_PYTHON_PREFIX"], "the Python environment, Jupyter and the kernel in it"),
            (self.variables["NB_PYTHON_PREFIX"] + "/share/jupyter/kernels/java", "of that the kernel"),
            (home, "the repository, built"),
            (home + "/.git", "of that its history"),
            (home + "/lib/jars", "of that the library and what it needs"),
        ]
        for place, what in places:
            print(f"{megabytes(size_of(self.root / place.lstrip('/'))):8.1f} MB  {what}")
        for leftover in (f"{home}/.m2", f"{home}/.cache", f"{home}/lib/jupyter/target"):
            if (self.root / leftover.lstrip("/")).exists():
                raise Failure(f"The build has left {leftover} in the image.")
        for what, by in self._replaced:
            print(f"Replaced: {what}\n      by: {by}")

    # --- instructions ---

    def _from(self, base):
        suite = SUITES.get(base)
        if not suite:
            raise Failure(f"repo2docker starts from {base}, and SUITES does not say what debootstrap calls that.")
        self._step(f"FROM {base}", lambda: bootstrap(self.root, suite))
        self.replaced(f"FROM {base}", f"Ubuntu {suite}, the smallest, and of the image's packages {NAMED_BY_THE_BASE}")

    def _env(self, rest):
        self.variables.update(assignments(rest, {**self._arguments, **self.variables}))

    def _arg(self, rest):
        name, given, default = rest.partition("=")
        if given:
            self._arguments[name] = expanded(default, {**self._arguments, **self.variables})

    def _user(self, rest):
        self._as = rest

    def _workdir(self, rest):
        self._folder = self._expanded(rest)
        self._place(self._folder).mkdir(parents=True, exist_ok=True)

    def _entrypoint(self, rest):
        self.entrypoint = read_list(rest)

    def _cmd(self, rest):
        self.command = read_list(rest)

    def _copy(self, rest):
        options, (source, target) = split_options(self._expanded(rest))
        from_clone = source.startswith("src/")
        source = self._clone / source.removeprefix("src/") if from_clone else self.renderer.source(source)
        to = self._place(target)

        def copy():
            to.parent.mkdir(parents=True, exist_ok=True)
            copied = [to]
            if source.is_dir():
                shutil.copytree(source, to, symlinks=True, dirs_exist_ok=True)
                copied = [to / path.relative_to(source) for path in source.rglob("*")]
            else:
                shutil.copy2(source, to)
            owner = options.get("chown", "0:0").split(":")
            for path in copied:
                os.chown(path, int(owner[0]), int(owner[1]), follow_symlinks=False)
                if "chmod" in options:
                    path.chmod(int(options["chmod"], 8))

        self._step(f"COPY … {target}", copy)

    def _run(self, command):
        name = f"RUN {' '.join(command.split())}"
        self._step(shortened(name), lambda: self._carry_out(command))

    def _carry_out(self, command):
        finished = self.execute(["/bin/sh", "-c", command])
        if finished.returncode and "install-base-env.bash" in command:
            # Traces and times of the script are no reasons.
            said = re.sub(r"^(\+|real|user|sys|time:).*$", "", finished.stdout, flags=re.MULTILINE)
            stand_in_for_conda(self, last_line(said))
        elif finished.returncode:
            raise Failure(f"This step of the build ends with {finished.returncode}: {command}\n{finished.stdout}")
        if "yanked" in finished.stdout:
            raise Failure(f"A package has been withdrawn by its authors:\n{finished.stdout}")

    # --- what is beneath ---

    def execute(self, command, user=None):
        """Runs a command to its end, with the network, as the build's user or another one."""
        return run(self.inside(command, user=user))

    def must(self, command, user=None):
        finished = self.execute(command, user)
        if finished.returncode:
            raise Failure(f"{shlex.join(command)} ends with {finished.returncode}:\n{finished.stdout}")
        return finished.stdout

    def inside(self, command, user=None, network=True, **more):
        """The command that runs a command in the system: with its files only, and processes that end with it."""
        variables = {**self._arguments, **self.variables, **more}
        if network:
            variables.update({name: value for name, value in os.environ.items() if WAY_OUT.fullmatch(name)})
        prepare = [] if network else ["ip link set lo up"]
        prepare += [
            f"mount -t proc proc {self.root}/proc",
            f"mount --rbind /sys {self.root}/sys",
            f"mkdir -p {self.root}/dev/shm",
            f"mount -t tmpfs tmpfs {self.root}/dev/shm",
            f'exec chroot --userspec={self._ids(user or self._as)} --groups= {self.root} "$@"',
        ]
        there = ["/usr/bin/env", "-i", *[f"{name}={value}" for name, value in variables.items()]]
        there += ["/bin/sh", "-c", 'cd "$0" && exec "$@"', self._folder, *command]
        kept_apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        return [*kept_apart, "/bin/sh", "-c", " && ".join(prepare), "sh", *there]

    def replaced(self, what, by):
        self._replaced.append((what, by))

    def _ids(self, user):
        for line in (self.root / "etc" / "passwd").read_text().splitlines():
            name, _, uid, gid, *_ = line.split(":")
            if name == self._expanded(user):
                return f"{uid}:{gid}"
        raise Failure(f"The system has no user {user}.")

    def _expanded(self, text):
        return expanded(text, {**self._arguments, **self.variables})

    def _place(self, path):
        """Where a path of the system is for us."""
        return self.root / os.path.join(self._folder, path).lstrip("/")

    def _step(self, name, carry_out):
        print(f"{name} …")
        started = time.monotonic()
        carry_out()
        seconds = time.monotonic() - started
        size = size_of(self.root)
        self._steps.append((seconds, size - self._size, name))
        self._size = size


def bootstrap(root, suite):
    """The smallest system of a release of Ubuntu, its packages' signatures checked."""
    mirror = re.search(r"\*\)\s+default_mirror (http://archive\S+)", BOOTSTRAP_SCRIPT.read_text())
    if not mirror:
        raise Cannot(f"{BOOTSTRAP_SCRIPT} does not say where Ubuntu's packages are.")
    mirror = mirror.group(1)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "keyring.deb"
        try:
            with urllib.request.urlopen(f"{mirror}/{KEYRING_PACKAGE}", timeout=60) as answer:
                package.write_bytes(answer.read())
        except OSError as error:
            raise Cannot(f"Ubuntu's packages are not to be had: {error}") from None
        if hashlib.sha256(package.read_bytes()).hexdigest() != KEYRING_SHA256:
            raise Failure("The package with Ubuntu's keys is not the one that we know.")
        must(["dpkg-deb", "-x", str(package), folder], "The package with Ubuntu's keys does not open")
        keys = Path(folder) / "usr" / "share" / "keyrings" / "ubuntu-archive-keyring.gpg"
        options = ["--variant=minbase", f"--include={NAMED_BY_THE_BASE}", f"--keyring={keys}"]
        must(["debootstrap", *options, suite, str(root), mirror, str(BOOTSTRAP_SCRIPT)], "debootstrap fails")
    # As in Docker's image: with the updates, and all components.
    lines = [f"deb {mirror} {suite}{part} main universe\n" for part in ("", "-updates", "-security")]
    (root / "etc" / "apt" / "sources.list").write_text("".join(lines))
    (root / "etc" / "hosts").write_text("127.0.0.1 localhost\n")
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    shutil.rmtree(root / "var" / "cache" / "apt" / "archives")
    if (Path("/") / CERTIFICATES).is_dir():
        shutil.copytree(Path("/") / CERTIFICATES, root / CERTIFICATES, dirs_exist_ok=True)
        must(["chroot", str(root), "update-ca-certificates"], "The certificates are not taken")


# ---------------------------------------------------------------------------------------------------------------------
# The one step that often cannot be had: packages from conda-forge.

# Where PyPI has another name for what conda-forge has.
PYPI_NAMES = {
    "jupyterhub-singleuser": "jupyterhub",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
NOT_ON_PYPI = {"python", "nodejs", "pip"}


def locked(lock):
    """The Python packages that repo2docker pins, by PyPI's names, and their versions."""
    versions = {}
    for line in lock.splitlines():
        # …/name-1.2.3-pyhd8ed1ab_0.conda, and .tar.bz2 for older ones
        found = re.search(r"/([^/]+)-([^-/]+)-(py[^-/]*)\.(conda|tar\.bz2)", line)
        if found:
            versions[PYPI_NAMES.get(found.group(1), found.group(1))] = found.group(2)
    return versions


def wanted(environment):
    """The packages that repo2docker asks for by name, those with which it starts Jupyter."""
    names = re.findall(r"^\s*- ([\w.-]+)=", environment, re.MULTILINE)
    return [PYPI_NAMES.get(name, name) for name in names if name not in NOT_ON_PYPI]


def stand_in_for_conda(image, why):
    """The same Jupyter from PyPI, in the same place, on the system's Python."""
    scripts = image.root / "tmp" / "env"
    lock = (scripts / "environment.lock").read_text()
    versions = locked(lock)
    version = re.search(r"/python-(\d+\.\d+)\.", lock).group(1)
    # repo2docker keeps what it was frozen from beside the lock.
    environment = image.renderer.source(f"conda/environment.py-{version}.yml").read_text()
    constraints = "".join(f"{name}=={number}\n" for name, number in versions.items() if name != "pip")
    (scripts / "constraints.txt").write_text(constraints)
    prefix, conda = image.variables["NB_PYTHON_PREFIX"], image.variables["CONDA_DIR"]
    script = f"""
        set -e
        apt-get -qq update
        apt-get -qq install --yes --no-install-recommends python{version}-venv > /dev/null
        apt-get -qq clean
        rm -rf /var/lib/apt/lists/*
        python{version} -m venv {prefix}
        {prefix}/bin/pip install --no-cache-dir pip=={versions["pip"]}
        {prefix}/bin/pip install --no-cache-dir -c /tmp/env/constraints.txt {" ".join(wanted(environment))}
        mkdir -p {conda}/bin
        # What the login shell asks for: a mamba that activates the environment.
        printf '#!/bin/sh\\necho '"'"'mamba() {{ . "$2/bin/activate"; }}'"'"'\\n' > {conda}/bin/mamba
        printf '#!/bin/sh\\n' > /usr/local/bin/micromamba
        chmod 0755 {conda}/bin/mamba /usr/local/bin/micromamba
        chown -R {USER}:{USER} {conda}
        rm -rf /tmp/install-base-env.bash /tmp/env
    """
    image.must(["/bin/bash", "-c", script], user="root")
    image.replaced(
        f"install-base-env.bash, which takes Python {version} and Jupyter from conda-forge ({why})",
        f"the system's Python {version}, and from PyPI the same packages as conda-forge's, in the versions that repo2docker "
        "pins; no Node.js",
    )


# ---------------------------------------------------------------------------------------------------------------------
# Visiting it.


def visit(image, lessons):
    """Starts Jupyter in the image, without network, and lets visit.py look at it from inside."""
    shutil.copy(HERE / "visit.py", image.root / "tmp")
    prefix = image.variables["NB_PYTHON_PREFIX"]
    said = image.execute([f"{prefix}/bin/pip", "check"])
    # No fault by itself: repo2docker brings programs that the lessons do not use, and ours go before.
    print(f"\nWhether the packages of repo2docker and ours fit: {said.stdout.strip()}")

    print("\nAs the image starts by itself, no network:")
    look(image, [*image.entrypoint, *image.command], "/", [])
    print("\nAs BinderHub starts it, no network, 2 GB, one core:")
    look(image, [*image.entrypoint, *BINDERHUB], BASE_URL, lessons)


TOKEN = "a-secret-of-this-visit"
BASE_URL = "/user/someone-repository-k3v9x2/"
# What BinderHub has JupyterHub start, with each of the options for the old and the new server.
BINDERHUB = ["jupyter-lab", "--ip=0.0.0.0", "--port=8888"] + [
    f"--{app}.{option}"
    for app in ("NotebookApp", "ServerApp")
    for option in (f"base_url={BASE_URL}", f"token={TOKEN}", "trust_xheaders=True")
]


def look(image, server, base_url, lessons):
    visitor = [f"{image.variables['NB_PYTHON_PREFIX']}/bin/python", "/tmp/visit.py"]
    command = image.inside(
        [*visitor, base_url, TOKEN, ",".join(lessons), *server],
        network=False,
        # The image's own command has no token in it; Jupyter takes this one.
        JUPYTER_TOKEN=TOKEN,
    )
    with MemoryLimit(MEMORY) as limit:
        finished = subprocess.run(command, preexec_fn=limit.enter, stdin=subprocess.DEVNULL, check=False)
        limit.report()
    if finished.returncode:
        raise Failure("The visit has failed; what is wrong stands above.")


class MemoryLimit:
    """A control group, of the old or the new kind, that holds all processes of a visit; none where none can be made."""

    def __init__(self, most):
        self._most = most
        self._group = None

    def __enter__(self):
        kinds = (("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max"))
        for place, limit in kinds:
            group = Path(place) / f"backprop-binder-{os.getpid()}"
            try:
                group.mkdir()
                self._group = group
                (group / limit).write_text(str(self._most))
                return self
            except OSError:
                self.__exit__()
        print("  No control group can be made here: the memory is not limited.")
        return self

    def enter(self):
        if self._group:
            (self._group / "cgroup.procs").write_text(str(os.getpid()))

    def report(self):
        for name in ("memory.max_usage_in_bytes", "memory.peak"):
            if self._group and (self._group / name).exists():
                most = int((self._group / name).read_text())
                print(f"  at most {megabytes(most):.0f} of {megabytes(self._most):.0f} MB, files in memory included")

    def __exit__(self, *_):
        if self._group:
            self._group.rmdir()
            self._group = None


# ---------------------------------------------------------------------------------------------------------------------
# Small things.


def run(command):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def must(command, otherwise):
    finished = run(command)
    if finished.returncode:
        raise Failure(f"{otherwise}:\n{finished.stdout}")
    return finished.stdout


def read_list(text):
    """["a", "b"], as Docker writes a command."""
    return re.findall(r'"([^"]*)"', text)


def split_options(text):
    """--name=value words, and the others."""
    words = text.split()
    options = dict(word[2:].split("=") for word in words if word.startswith("--"))
    return options, [word for word in words if not word.startswith("--")]


def size_of(place):
    # Not what other file systems hold there, and each file once.
    return int(must(["du", "-sx", "--block-size=1", str(place)], "du fails").split()[0])


def megabytes(size):
    return size / MEGABYTE


def last_line(text):
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "it says nothing"


def shortened(text):
    return text if len(text) <= 100 else text[:99] + "…"


if __name__ == "__main__":
    sys.exit(main())
