namespace Platform.Tests;

/// <summary>The real data beside the checkout. Tests that need a file of it are skipped where it is absent.</summary>
internal static class RealData
{
    public static string File(string name) => Shared(Path.Combine("data", name));

    public static string Shared(string path)
    {
        var file = Checkout.Beside(path);
        Assert.SkipUnless(
            Path.Exists(file),
            $"The real data is not here: ../shared/{path} is not beside this checkout."
        );
        return file;
    }
}
