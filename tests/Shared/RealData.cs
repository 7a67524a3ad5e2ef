namespace Platform.Tests;

/// <summary>
/// The real data next to the checkout. Tests that need one of its files are skipped if the file is absent.
/// </summary>
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
