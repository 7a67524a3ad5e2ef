using System.Text;

namespace Platform.UnitTests.Grading;

/// <summary>Reads the Python string literals of the file with edge cases.</summary>
internal static class PythonLiteral
{
    /// <summary>Returns null for None.</summary>
    public static string? String(string literal)
    {
        if (literal == "None")
        {
            return null;
        }
        var text = new StringBuilder();
        for (var i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] == '\\')
            {
                i++;
            }
            text.Append(literal[i]);
        }
        return text.ToString();
    }
}
