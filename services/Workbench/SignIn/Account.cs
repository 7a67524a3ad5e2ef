using Platform.Contracts;

namespace Platform.Workbench.SignIn;

/// <summary>An account as ASP.NET Core Identity works on it; changes are stored by <see cref="AccountManager"/>.</summary>
internal sealed class Account(StoredAccount stored)
{
    /// <summary>What is stored, with the changes since it was read.</summary>
    public StoredAccount Stored { get; set; } = stored;

    /// <summary>Identifies the account. Its labels and tokens have this name, so it never changes.</summary>
    public string Name => Stored.Name;
}
