namespace Platform.Contracts;

/// <summary>What a token allows.</summary>
public static class AccessScope
{
    /// <summary>Rating the tasks of the token's own account, and nothing else.</summary>
    public const string Label = "label";

    /// <summary>Requests that change nothing.</summary>
    public const string Read = "read";

    /// <summary>Requests that change something, too: imports, jobs, labels.</summary>
    public const string Write = "write";

    /// <summary>Everything, other tokens included; the installation's own credential has this scope.</summary>
    public const string Administer = "administer";

    /// <summary>Nothing: the scope of a token whose account has a role that allows none of it.</summary>
    public const string None = "none";

    /// <summary>The scopes that tokens are made with.</summary>
    public static readonly IReadOnlyList<string> All = [Label, Read, Write, Administer];

    /// <summary>True if a scope includes another: <c>write</c> includes <c>label</c> and <c>read</c>.</summary>
    public static bool Includes(string scope, string wanted) =>
        scope == wanted || scope == Administer || (scope == Write && wanted is Label or Read);

    /// <summary>What a scope and a limit both allow.</summary>
    public static string Within(string scope, string limit) =>
        Includes(limit, scope) ? scope
        : Includes(scope, limit) ? limit
        : None;
}
