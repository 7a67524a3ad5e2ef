using Microsoft.Playwright;
using Platform.Tests;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Debian's Chromium on the Workbench.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
            }
        );
        return new(playwright, browser);
    }

    /// <summary>A page with its own cookies. A message of the page's security policy fails the test.</summary>
    public async Task<IPage> Open(Uri address, string theme = "light", int width = 1280)
    {
        var context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <summary>Uses a sign-in link, as a person does.</summary>
    public static async Task SignIn(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sign in as ") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
    }

    /// <summary>A picture of the whole page, or of what the window shows, under artifacts/test-results.</summary>
    public static Task Shoot(IPage page, string name, bool fullPage = true) =>
        page.ScreenshotAsync(
            new() { Path = Checkout.At($"artifacts/test-results/workbench-{name}.png"), FullPage = fullPage }
        );

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
