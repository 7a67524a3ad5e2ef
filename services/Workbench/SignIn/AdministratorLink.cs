using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>
/// The administrator's one-time link, in the file <c>sign-in</c> of the service's folder. It is made at the start unless the
/// file has an unused one, and deleted when it is used.
/// </summary>
internal sealed class AdministratorLink(IOptions<WorkbenchOptions> options)
{
    /// <summary>Name of the account. It can be neither disabled nor removed, so that an installation has a way in.</summary>
    public const string Name = "administrator";

    private string File => Path.Combine(options.Value.Path, "sign-in");

    /// <summary>Makes the link if there is no unused one.</summary>
    /// <exception cref="InvalidOperationException">The account cannot be stored.</exception>
    public async Task Offer(AccountManager accounts)
    {
        string? token = System.IO.File.Exists(File)
            ? (await System.IO.File.ReadAllTextAsync(File)).Trim().Split("token=").ElementAtOrDefault(1)
            : null;
        if (await accounts.FindByLink(token) is null)
        {
            var (link, result) = await accounts.Invite(Name, Roles.Administrator);
            OwnerFile.Write(
                File,
                (link ?? throw new InvalidOperationException($"No link for '{Name}' could be made: {result}")) + "\n"
            );
        }
    }

    /// <summary>Deletes the file after the link was used.</summary>
    public void Forget() => System.IO.File.Delete(File);
}
