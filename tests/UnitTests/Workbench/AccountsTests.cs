using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

public sealed class AccountsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("accounts-").FullName;
    private readonly Clock _clock = new();

    [Fact]
    public void A_link_works_once_and_survives_a_restart()
    {
        string token = Token(Open().MakeLink("ann", Roles.Labeller));

        Assert.Equal("ann", Open().OfLink(token)?.Name);
        var (name, account) = Open().Redeem(token)!.Value;

        Assert.Equal(("ann", Roles.Labeller), (name, account.Role));
        Assert.Null(Open().Redeem(token));
        Assert.Equal(account.Stamp, Open().Find("ann")!.Stamp);
    }

    [Fact]
    public void A_link_expires_and_a_newer_one_replaces_it()
    {
        var accounts = Open();
        string first = Token(accounts.MakeLink("ann", Roles.Labeller));
        string second = Token(accounts.MakeLink("ann", Roles.Labeller));
        Assert.Null(accounts.Redeem(first));

        _clock.Now += TimeSpan.FromDays(8);

        Assert.Null(accounts.Redeem(second));
        Assert.Null(accounts.Redeem(null));
    }

    [Fact]
    public void Another_role_is_another_stamp_and_the_same_role_keeps_browsers_signed_in()
    {
        var accounts = Open();
        accounts.MakeLink("ann", Roles.Labeller);
        string stamp = accounts.Find("ann")!.Stamp;

        accounts.MakeLink("ann", Roles.Labeller);
        Assert.Equal(stamp, accounts.Find("ann")!.Stamp);
        accounts.MakeLink("ann", Roles.Administrator);
        Assert.NotEqual(stamp, accounts.Find("ann")!.Stamp);
    }

    [Fact]
    public void The_file_holds_no_token_and_only_its_owner_can_read_it()
    {
        string token = Token(Open().MakeLink("ann", Roles.Labeller));
        string file = Path.Combine(_folder, "accounts.json");

        Assert.DoesNotContain(token, File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_damaged_file_is_named_with_how_to_mend_it()
    {
        string file = Path.Combine(_folder, "accounts.json");
        File.WriteAllText(file, "{");

        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => Open()).Message);
    }

    [Fact]
    public void The_administrators_link_is_kept_until_it_is_used()
    {
        string file = Path.Combine(_folder, "sign-in");
        Link(Open()).Offer();
        string first = File.ReadAllText(file);
        var accounts = Open();
        Link(accounts).Offer();
        Assert.Equal(first, File.ReadAllText(file));

        Assert.Equal(AdministratorLink.Name, accounts.Redeem(Token(first))?.Name);
        Link(accounts).Forget();
        Assert.False(File.Exists(file));

        Link(accounts).Offer();
        Assert.NotEqual(first, File.ReadAllText(file));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Token(string link) => link.Trim().Split("token=")[1];

    private IOptions<WorkbenchOptions> Settings => Options.Create(new WorkbenchOptions { Path = _folder });

    private Accounts Open() => new(Settings, _clock);

    private AdministratorLink Link(Accounts accounts) => new(accounts, Settings);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
