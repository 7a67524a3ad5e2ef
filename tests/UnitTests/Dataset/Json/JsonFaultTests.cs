using System.Text;
using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.UnitTests.Dataset.Json;

public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("""{"a":NaN}""", "NaN is not valid JSON (character 6): write null, or leave the field out")]
    [InlineData("""{"a":[1,-Infinity]}""", "-Infinity is not valid JSON (character 9)")]
    [InlineData("""{"a":nan}""", "nan is not valid JSON")]
    [InlineData("""{"a":None}""", "None is not valid JSON (character 6): write null")]
    [InlineData("""{"a":True}""", "True is not valid JSON (character 6): write true")]
    [InlineData("// header", "a comment is not valid JSON (character 1): remove it")]
    [InlineData("""{"a":1} // end""", "a comment is not valid JSON (character 9)")]
    [InlineData("""{"a":/* one */1}""", "a comment is not valid JSON (character 6)")]
    [InlineData("# header", "a comment is not valid JSON")]
    [InlineData("""{"a":"b",}""", "a comma stands before '}' (character 10): remove it")]
    [InlineData("""{"a":[1,2, ]}""", "a comma stands before ']' (character 12): remove it")]
    [InlineData("""{"a":[1,,2]}""", "a value is missing before a comma (character 9)")]
    [InlineData("""{"a":[1 2]}""", "a comma is missing between two values (character 9)")]
    [InlineData("""{"a":1 "b":2}""", "a comma is missing between two values")]
    [InlineData("""{"a" 1}""", "a colon is missing behind a field's name (character 6)")]
    [InlineData("""{"a":}""", "a value is missing before '}'")]
    [InlineData("""{"a":1]""", "']' stands where '}' is due")]
    [InlineData("""{'a':1}""", "a text stands in single quotes (character 2): write JSON's double quotes")]
    [InlineData("""{"a":'b'}""", "a text stands in single quotes (character 6)")]
    [InlineData("""{a:1}""", "the field's name a has no quotes (character 2)")]
    [InlineData(
        """{"a":"\frac{1}{2} \(x\)"}""",
        "a single backslash stands before '(' (character 19): double it: \\\\"
    )]
    [InlineData("""{"a":"\u12"}""", "\\u stands without four hexadecimal digits")]
    [InlineData("{\"a\":\"b\tc\"}", "a text holds a tab (character 8): write \\t in its place")]
    [InlineData("{\"a\":\"b\nc\"}", "a text holds a line break")]
    [InlineData("{\"a\":\"b\u0001c\"}", "a text holds the control character 1")]
    [InlineData("""{"a":.5}""", ".5 is no number of JSON (character 6): write it like -0.5")]
    [InlineData("""{"a":+1}""", "+1 is no number of JSON")]
    [InlineData("""{"a":01}""", "01 is no number of JSON")]
    [InlineData("""{"a":1.}""", "1. is no number of JSON")]
    [InlineData("""{"a":1e}""", "1e is no number of JSON")]
    [InlineData("""{"a":0x1F}""", "0x1F is no number of JSON")]
    [InlineData("""{"a":1}{"b":2}""", "more follows the first value (character 8): write one object a line")]
    [InlineData("""{"a":1},""", "a comma follows the object (character 8): remove it")]
    [InlineData("""{"a":[{"b":"c""", "it ends within a text: it was cut off")]
    [InlineData("""{"a":[1,""", "it ends within an array: it was cut off")]
    [InlineData("""{"a":""", "it ends within an object: it was cut off")]
    [InlineData("""{"a":tru""", "it ends within a value: it was cut off")]
    [InlineData("""{"a":-""", "it ends within a number: it was cut off")]
    [InlineData("""{"a":x}""", "x is no value of JSON (character 6)")]
    [InlineData("""{"a":€}""", "'€' is no value of JSON")]
    [InlineData("id,problem,answer", "not JSON: it begins with 'id,problem,answer', not with {")]
    [InlineData("- problem: x", "it begins with '- problem: x'")]
    [InlineData("", "there is nothing")]
    [InlineData("{\n\"é\": \"é\",\n\"é\": NaN}", "NaN is not valid JSON (its line 3, character 6)")]
    public void A_fault_is_said_with_its_place_and_how_to_mend_it(string text, string reason) =>
        Assert.Contains(reason, JsonFault.Reason(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"a":[1,-2.5e-10,0,true,false,null,"\u00e9\\\"",{}],"b":{"c":[]}}""")]
    [InlineData(""" [ { "a" : 123456789012345678901234567890123456789012345678901234567890.0 } ] """)]
    public void A_text_without_fault_has_no_reason(string text) =>
        Assert.Null(JsonFault.Reason(Encoding.UTF8.GetBytes(text)));

    /// <summary>The parser is the oracle: whatever it refuses in a damaged text has a reason here.</summary>
    [Fact]
    public void Every_damage_has_a_reason()
    {
        const string whole = """{"a":[1,-2.5e-10,true,null,"x\n\u00e9"],"b":{"c":[],"d":{}},"e":"f"}""";
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var with in (string[])["", ",", "}", "]", "\"", "x", "'", "\\", ":", "1", "\t", "{"])
            {
                var text = Encoding.UTF8.GetBytes(whole[..at] + with + whole[(at + 1)..]);
                Assert.True(
                    Parses(text) == JsonFault.Reason(text) is null,
                    $"{Encoding.UTF8.GetString(text)}: {JsonFault.Reason(text)}"
                );
            }
        }
    }

    private static bool Parses(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
