using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>
/// The administrator's one-time link, in the file <c>sign-in</c> of the service's folder. It is made at the start unless the
/// file has an unused one, and deleted when it is used.
/// </summary>
internal sealed class AdministratorLink(Accounts accounts, IOptions<WorkbenchOptions> options)
{
    /// <summary>Name of the account.</summary>
    public const string Name = "administrator";

    private string File => Path.Combine(options.Value.Path, "sign-in");

    /// <summary>Makes the link if there is no unused one.</summary>
    public void Offer()
    {
        string? token = System.IO.File.Exists(File)
            ? System.IO.File.ReadAllText(File).Trim().Split("token=").ElementAtOrDefault(1)
            : null;
        if (accounts.OfLink(token) is null)
        {
            OwnerFile.Write(File, accounts.MakeLink(Name, Roles.Administrator) + "\n");
        }
    }

    /// <summary>Deletes the file after the link was used.</summary>
    public void Forget() => System.IO.File.Delete(File);
}
