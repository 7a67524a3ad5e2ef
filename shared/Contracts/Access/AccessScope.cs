namespace Platform.Contracts;

/// <summary>What a token allows.</summary>
public static class AccessScope
{
    /// <summary>Rating the tasks of the token's own account, and nothing else.</summary>
    public const string Label = "label";

    /// <summary>What <see cref="Label"/> allows, and deciding where people disagree, as the token's own account.</summary>
    public const string Adjudicate = "adjudicate";

    /// <summary>Requests that change nothing.</summary>
    public const string Read = "read";

    /// <summary>Requests that change something, too: imports, jobs, labels.</summary>
    public const string Write = "write";

    /// <summary>Everything, other tokens included; the installation's own credential has this scope.</summary>
    public const string Administer = "administer";

    /// <summary>Nothing: the scope of a token whose account has a role that allows none of it.</summary>
    public const string None = "none";

    /// <summary>The scopes that tokens are made with.</summary>
    public static readonly IReadOnlyList<string> All = [Label, Adjudicate, Read, Write, Administer];

    /// <summary>
    /// True if a scope includes another: <c>adjudicate</c> includes <c>label</c>; <c>write</c> includes these and <c>read</c>.
    /// </summary>
    public static bool Includes(string scope, string wanted) =>
        scope == wanted
        || scope switch
        {
            Administer => true,
            Write => wanted is Label or Adjudicate or Read,
            Adjudicate => wanted == Label,
            _ => false,
        };

    /// <summary>True if a token with this scope acts as its owner, and therefore must have one.</summary>
    public static bool ActsAsOwner(string scope) => scope is Label or Adjudicate;

    /// <summary>What a scope and a limit both allow.</summary>
    public static string Within(string scope, string limit) =>
        Includes(limit, scope) ? scope
        : Includes(scope, limit) ? limit
        : None;
}
