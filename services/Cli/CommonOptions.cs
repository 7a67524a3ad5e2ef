using System.CommandLine;

namespace Platform.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json(string what) =>
        new("--json") { Description = $"Print {what} as JSON on standard output, and nothing else" };

    public static Option<string> Pool(string what)
    {
        var pool = new Option<string>("--pool")
        {
            Description = what,
            Required = true,
            HelpName = "NAME",
        };
        // An unset variable in a script results in an empty name.
        pool.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>()))
                given.AddError("--pool needs a name; it is empty.");
        });
        return pool;
    }
}
