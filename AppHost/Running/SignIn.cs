namespace Platform.AppHost.Running;

/// <summary>The Workbench's folder and the administrator's one-time link, which the Workbench leaves there.</summary>
internal static class SignIn
{
    private const string Folder = "workbench";

    /// <summary>Tells the Workbench its folder and the address that its links begin with.</summary>
    public static IResourceBuilder<ProjectResource> WithSignIn(
        this IResourceBuilder<ProjectResource> workbench,
        RunFolder run
    ) =>
        workbench
            .WithDefault("Workbench:Path", run.File(Folder))
            .WithEnvironment("Workbench__PublicUrl", workbench.GetEndpoint("http"));

    /// <summary>The link; null if it has been used.</summary>
    public static string? Link(RunFolder run)
    {
        string file = run.File(Path.Combine(Folder, "sign-in"));
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
