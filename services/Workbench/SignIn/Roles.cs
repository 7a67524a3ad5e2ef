namespace Platform.Workbench.SignIn;

/// <summary>What an account may do.</summary>
internal static class Roles
{
    /// <summary>Everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>Labelling, and nothing else: no scores, verdicts or labels of others.</summary>
    public const string Labeller = "labeller";

    /// <summary>Policy of what labellers may do too; whatever has no policy is for administrators.</summary>
    public const string LabellingPolicy = "labelling";

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All = [Labeller, Administrator];
}
