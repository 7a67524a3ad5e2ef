using Platform.Contracts;

namespace Platform.Workbench.SignIn;

/// <summary>What an account may do.</summary>
internal static class Roles
{
    /// <summary>Everything.</summary>
    public const string Administrator = AccountRole.Administrator;

    /// <summary>Labelling, and nothing else: no scores, verdicts or labels of others.</summary>
    public const string Labeller = AccountRole.Labeller;

    /// <summary>Labelling, and deciding where people disagree, which shows the labels of others.</summary>
    public const string Adjudicator = AccountRole.Adjudicator;

    /// <summary>Reading everything but accounts, and changing nothing.</summary>
    public const string Reader = AccountRole.Reader;

    /// <summary>Policy of what everybody with an account may do.</summary>
    public const string SignedInPolicy = "signed in";

    /// <summary>Policy of what administrators alone may do.</summary>
    public const string AdministrationPolicy = "administration";

    /// <summary>
    /// Policy of what labellers may do too. Whatever has no policy is for administrators, and for readers if it changes
    /// nothing.
    /// </summary>
    public const string LabellingPolicy = "labelling";

    /// <summary>Policy of what adjudicators may do, and labellers not.</summary>
    public const string AdjudicationPolicy = "adjudication";

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All = AccountRole.All;
}
