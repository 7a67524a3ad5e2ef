namespace Platform.Contracts;

/// <summary>Roles of accounts.</summary>
public static class AccountRole
{
    /// <summary>Everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>Labelling, and nothing else: no scores, verdicts or labels of others.</summary>
    public const string Labeller = "labeller";

    /// <summary>Labelling, and deciding where people disagree, which shows the labels of others.</summary>
    public const string Adjudicator = "adjudicator";

    /// <summary>Reading everything but accounts, and changing nothing.</summary>
    public const string Reader = "reader";

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All = [Labeller, Adjudicator, Reader, Administrator];

    /// <summary>The largest scope of a token whose account has this role.</summary>
    public static string LargestScope(string role) =>
        role switch
        {
            Administrator => AccessScope.Administer,
            Reader => AccessScope.Read,
            Adjudicator => AccessScope.Adjudicate,
            Labeller => AccessScope.Label,
            _ => AccessScope.None,
        };
}
