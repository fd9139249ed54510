using System.Diagnostics;
using System.Globalization;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Persistence.Embedded;

/// <summary>The server programs of one PostgreSQL installation, run as a user that PostgreSQL accepts.</summary>
internal sealed class PostgresPrograms(string bin, string[] prefix, TimeSpan timeout)
{
    /// <summary>Finds the programs; an existing cluster needs those of its own major version.</summary>
    /// <exception cref="StartupException">Nothing usable is installed.</exception>
    public static string Find(string? configured, string? major)
    {
        var installed = Places(configured).Where(IsComplete).ToList();
        if (installed.Count == 0)
            throw new StartupException(
                "PostgreSQL is not installed: set ConnectionStrings__CopyTrade to a server, or install PostgreSQL 15 or later (Debian and Ubuntu: apt-get install postgresql).");
        if (major is null) return installed[0];
        return installed.Find(folder => MajorVersion(folder) == major)
            ?? throw new StartupException($"The private database was written by PostgreSQL {major}, which is not installed any more: install postgresql-{major} again.");
    }

    /// <summary>PostgreSQL refuses to run as root: hands the folder to an unprivileged user and gives the words to run a program as that user.</summary>
    /// <exception cref="StartupException">That user cannot enter the folder.</exception>
    public static string[] DropPrivileges(string root)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return [];

        var user = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
        _ = Execute("chown", "-R", user, root);
        string[] prefix = File.Exists("/usr/bin/setpriv")
            ? ["/usr/bin/setpriv", "--reuid=" + user, "--regid=" + Execute("id", "-g", user).Text.Trim(), "--clear-groups", "--"]
            : ["runuser", "-u", user, "--"];
        return Execute(prefix[0], [.. prefix[1..], "test", "-w", root]).Code == 0
            ? prefix
            : throw new StartupException($"PostgreSQL does not run as root, and user {user} cannot enter {root}: set Data__Directory to a folder such as /var/lib/copytrade, or do not run as root.");
    }

    /// <exception cref="InvalidOperationException">The program failed; the message holds what it said.</exception>
    public async Task RunAsync(string program, CancellationToken ct, params string[] arguments)
    {
        string[] all = [.. prefix, Path.Combine(bin, program), .. arguments];
        var start = new ProcessStartInfo(all[0], all.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        // With -l the server writes to its own log, so these pipes close when pg_ctl ends.
        var text = Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct).WaitAsync(timeout, ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed ({process.ExitCode}): {string.Concat(await text.WaitAsync(TimeSpan.FromSeconds(2), ct)).Trim()}");
    }

    /// <summary>Makes a file readable by the server's user only.</summary>
    public void Restrict(string file)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (prefix.Length > 0) _ = Execute("chown", "--reference=" + Path.GetDirectoryName(file), file);
    }

    private static bool IsComplete(string folder)
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return ((string[])["initdb", "pg_ctl", "postgres"]).All(program => File.Exists(Path.Combine(folder, program + suffix)));
    }

    /// <summary>"postgres (PostgreSQL) 15.18 (Debian …)" gives 15.</summary>
    private static string MajorVersion(string folder) =>
        Execute(Path.Combine(folder, "postgres"), "--version").Text.Split(' ').ElementAtOrDefault(2)?.Split('.', '\n')[0] ?? "";

    private static IEnumerable<string> Places(string? configured) => configured is not null
        ? [configured]
        :
        [
            .. Versions("/usr/lib/postgresql/*", "bin"),
            .. Versions("/usr/pgsql-*", "bin"),
            .. Versions("/opt/homebrew/opt/postgresql@*", "bin"),
            .. Versions("/usr/local/opt/postgresql@*", "bin"),
            .. Versions("/Applications/Postgres.app/Contents/Versions/*", "bin"),
            .. Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*"), "bin"),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];

    private static IEnumerable<string> Versions(string pattern, string tail)
    {
        var (parent, leaf) = (Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern));
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, leaf)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder).Split('@', '.', '-')[^1], CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, tail))
            : [];
    }

    private static (int Code, string Text) Execute(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
