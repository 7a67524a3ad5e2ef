namespace Platform.EfDesign;

internal static class Program
{
    private static void Main() { }
}
