using System.CommandLine;
using Platform.Contracts;

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
        return pool.Named();
    }

    /// <summary>Checks the names of pools and models before anything is sent.</summary>
    public static Option<T> Named<T>(this Option<T> option)
    {
        option.Validators.Add(given =>
        {
            foreach (var name in Given(given.GetValueOrDefault<T>()))
            {
                if (WhyNot(name) is { } reason)
                {
                    given.AddError($"{option.Name}: {reason}.");
                }
            }
        });
        return option;
    }

    /// <summary>Checks the name of a pool before anything is sent.</summary>
    public static Argument<string> Named(this Argument<string> argument)
    {
        argument.Validators.Add(given =>
        {
            if (WhyNot(given.GetValueOrDefault<string>()) is { } reason)
            {
                given.AddError($"{argument.Name}: {reason}.");
            }
        });
        return argument;
    }

    private static IEnumerable<string?> Given<T>(T? value) => value as IEnumerable<string?> ?? [value as string];

    /// <summary>A model may be named with its version, as <c>name@version</c>.</summary>
    public static string? WhyNot(string? name) =>
        // An unset variable in a script results in an empty name.
        string.IsNullOrWhiteSpace(name)
            ? "the name is empty"
        : name.Split('@').All(Names.IsValid) ? null
        : $"'{name}' is not a valid name; use {Names.Rule}";
}
