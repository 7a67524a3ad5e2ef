using System.CommandLine;

namespace Platform.Cli;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json(string what) =>
        new("--json") { Description = $"Print {what} as JSON on standard output, and nothing else there" };

    public static Option<string> Pool(string what) =>
        new("--pool")
        {
            Description = what,
            Required = true,
            HelpName = "NAME",
        };
}
